#pragma once

#include <cstddef>
#include <vector>

namespace lattice {

enum class Boundary { Open, Periodic };

/// Relaxes a lattice until nothing moves by more than a tolerance.
class Relaxation {
  public:
    explicit Relaxation(double tolerance = 1e-6, std::size_t max_steps = 10'000,
                        Boundary boundary = Boundary::Periodic);

    std::size_t run(std::vector<double> &heights) const;

  private:
    double tolerance_;
    std::size_t max_steps_;
    Boundary boundary_;
};

}  // namespace lattice
