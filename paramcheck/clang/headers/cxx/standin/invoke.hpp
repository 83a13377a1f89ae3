// Stands in for common_type and for what a call gives, which <functional>, <tuple> and <chrono> need.
#pragma once
#include <standin/core.hpp>
namespace std {
template <class... T> struct common_type {};
template <class T> struct common_type<T> { typedef decay_t<T> type; };
template <class T, class U, class = void> struct __common {};
template <class T, class U> struct __common<T, U, void_t<decltype(false ? declval<T>() : declval<U>())>> {
  typedef decay_t<decltype(false ? declval<T>() : declval<U>())> type;
};
template <class T, class U> struct common_type<T, U> : __common<decay_t<T>, decay_t<U>> {};
template <class T, class U, class... R> struct common_type<T, U, R...> : common_type<typename common_type<T, U>::type, R...> {};
template <class... T> using common_type_t = typename common_type<T...>::type;

// What a call of f with these arguments gives; a pointer to a member takes its object first.
struct __call {
  template <class F, class... A> static auto of(F &&f, A &&...a) -> decltype(static_cast<F &&>(f)(static_cast<A &&>(a)...));
  template <class M, class C, class O, class... A> static auto of(M C::*m, O &&o, A &&...a) -> decltype((o.*m)(static_cast<A &&>(a)...));
  template <class M, class C, class O, class... A> static auto of(M C::*m, O &&o, A &&...a) -> decltype(((*o).*m)(static_cast<A &&>(a)...));
  template <class M, class C, class O> static auto of(M C::*m, O &&o) -> typename enable_if<!__is_function(M), decltype((o.*m))>::type;
  template <class M, class C, class O> static auto of(M C::*m, O &&o) -> typename enable_if<!__is_function(M), decltype(((*o).*m))>::type;
};
template <class Void, class F, class... A> struct __invoked : false_type {};
template <class F, class... A> struct __invoked<void_t<decltype(__call::of(declval<F>(), declval<A>()...))>, F, A...> : true_type {
  typedef decltype(__call::of(declval<F>(), declval<A>()...)) type;
};
template <class F, class... A> struct invoke_result : __invoked<void, F, A...> {};
template <class F, class... A> using invoke_result_t = typename __invoked<void, F, A...>::type;
template <class> struct result_of;
template <class F, class... A> struct result_of<F(A...)> : __invoked<void, F, A...> {};
template <class T> using result_of_t = typename result_of<T>::type;
template <class F, class... A> struct is_invocable : bool_constant<__invoked<void, F, A...>::value> {};
template <class F, class... A> struct is_nothrow_invocable : is_invocable<F, A...> {};
template <class F, class... A> inline constexpr bool is_invocable_v = __invoked<void, F, A...>::value;
template <class F, class... A> inline constexpr bool is_nothrow_invocable_v = is_invocable_v<F, A...>;
template <bool, class R, class F, class... A> struct __invoked_to : false_type {};
template <class R, class F, class... A>
struct __invoked_to<true, R, F, A...> : bool_constant<__is_void(R) || __is_convertible(invoke_result_t<F, A...>, R)> {};
template <class R, class F, class... A> struct is_invocable_r : __invoked_to<is_invocable_v<F, A...>, R, F, A...> {};
template <class R, class F, class... A> struct is_nothrow_invocable_r : is_invocable_r<R, F, A...> {};
template <class R, class F, class... A> inline constexpr bool is_invocable_r_v = is_invocable_r<R, F, A...>::value;
}  // namespace std
