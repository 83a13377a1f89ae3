// Stands in for the class locale, which every stream has.
#pragma once
#include <clocale>
#include <string>
namespace std {
class locale {
 public:
  typedef int category;
  class facet {
   public:
    explicit facet(size_t = 0);
    virtual ~facet();
  };
  class id {};
  static constexpr category none = 0, collate = 1, ctype = 2, monetary = 4, numeric = 8, time = 16, messages = 32, all = 63;
  locale() noexcept;
  locale(const locale &) noexcept;
  explicit locale(const char *);
  explicit locale(const string &);
  locale(const locale &, const char *, category);
  template <class F> locale(const locale &, F *);
  ~locale();
  locale &operator=(const locale &) noexcept;
  string name() const;
  bool operator==(const locale &) const;
  static locale global(const locale &);
  static const locale &classic();
};
}  // namespace std
