#pragma once

#include <cmath>

namespace orbit {

/// Seconds that a body needs for one turn around another.
///
/// @param radius   metres between the centres
/// @param mass     kilogrammes of the central body
/// @param damping  part of the speed that is lost a turn
inline double period(double radius, double mass = 5.972e24, double damping = 0.0) {
    constexpr double gravity = 6.674e-11;
    const double circle = 2.0 * 3.141592653589793 * std::sqrt(radius * radius * radius / (gravity * mass));
    return circle * (1.0 - damping);
}

}  // namespace orbit
