#include "lattice.hpp"

#include <cmath>

namespace lattice {

Relaxation::Relaxation(double tolerance, std::size_t max_steps, Boundary boundary)
    : tolerance_(tolerance), max_steps_(max_steps), boundary_(boundary) {}

std::size_t Relaxation::run(std::vector<double> &heights) const {
    for (std::size_t step = 0; step < max_steps_; ++step) {
        double moved = 0.0;
        for (std::size_t at = 1; at + 1 < heights.size(); ++at) {
            const double mean = (heights[at - 1] + heights[at + 1]) / 2.0;
            moved = std::fmax(moved, std::fabs(mean - heights[at]));
            heights[at] = mean;
        }
        if (boundary_ == Boundary::Periodic && !heights.empty()) {
            heights.front() = heights.back();
        }
        if (moved < tolerance_) {
            return step;
        }
    }
    return max_steps_;
}

}  // namespace lattice
