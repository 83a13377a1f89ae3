// Stands in for <Python.h> of CPython. A function takes any arguments: only its name and what it returns matter.
#pragma once
#include <assert.h>
#include <errno.h>
#include <limits.h>
#include <math.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>
#ifdef __cplusplus
#define __PY_ANY ...
extern "C" {
#else
#define __PY_ANY
#endif
#define PY_MAJOR_VERSION 3
#define PY_MINOR_VERSION 12
#define PY_MICRO_VERSION 0
#define PY_RELEASE_LEVEL 0xF
#define PY_VERSION "3.12.0"
#define PY_VERSION_HEX 0x030C00F0
#define PYTHON_API_VERSION 1013
#define PYTHON_ABI_VERSION 3
#define SIZEOF_VOID_P __SIZEOF_POINTER__
#define SIZEOF_SIZE_T __SIZEOF_SIZE_T__
#define SIZEOF_LONG __SIZEOF_LONG__
#define SIZEOF_INT __SIZEOF_INT__
#define WITH_THREAD 1
#ifdef __cplusplus
#define PyMODINIT_FUNC extern "C" PyObject *
#else
#define PyMODINIT_FUNC PyObject *
#endif
#define PyAPI_FUNC(type) type
#define PyAPI_DATA(type) extern type
#define Py_LOCAL(type) static type
#define Py_LOCAL_INLINE(type) static inline type
#define Py_DEPRECATED(version)
#define Py_UNUSED(name) _unused_##name
#define Py_GCC_ATTRIBUTE(attribute)
#define Py_ALIGNED(bytes)
#define Py_STRINGIFY(x) #x
#define Py_MIN(x, y) (((x) > (y)) ? (y) : (x))
#define Py_MAX(x, y) (((x) > (y)) ? (x) : (y))
#define Py_ABS(x) ((x) < 0 ? -(x) : (x))
#define Py_ARRAY_LENGTH(array) (sizeof(array) / sizeof((array)[0]))
#define PyDoc_STR(text) text
#define PyDoc_VAR(name) static const char name[]
#define PyDoc_STRVAR(name, text) PyDoc_VAR(name) = PyDoc_STR(text)

typedef __PTRDIFF_TYPE__ Py_ssize_t;
typedef Py_ssize_t Py_hash_t;
typedef size_t Py_uhash_t;
typedef intptr_t Py_intptr_t;
typedef uintptr_t Py_uintptr_t;
typedef uint8_t Py_UCS1;
typedef uint16_t Py_UCS2;
typedef uint32_t Py_UCS4;
typedef wchar_t Py_UNICODE;
#define PY_SSIZE_T_MAX ((Py_ssize_t)(SIZE_MAX >> 1))
#define PY_SSIZE_T_MIN (-PY_SSIZE_T_MAX - 1)
#define PY_LONG_LONG long long
#define PY_FORMAT_SIZE_T "z"
#define Py_HUGE_VAL HUGE_VAL
#define Py_NAN NAN
#define Py_INFINITY INFINITY
#define Py_MATH_PI 3.14159265358979323846
#define Py_MATH_E 2.7182818284590452354
#define Py_IS_NAN(x) isnan(x)
#define Py_IS_INFINITY(x) isinf(x)
#define Py_IS_FINITE(x) isfinite(x)

struct _typeobject;
typedef struct _typeobject PyTypeObject;
typedef struct _object { Py_ssize_t ob_refcnt; PyTypeObject *ob_type; } PyObject;
typedef struct { PyObject ob_base; Py_ssize_t ob_size; } PyVarObject;
#define PyObject_HEAD PyObject ob_base;
#define PyObject_VAR_HEAD PyVarObject ob_base;
#define PyObject_HEAD_INIT(type) { 1, type },
#define PyVarObject_HEAD_INIT(type, size) { { 1, type }, size },
#define PyModuleDef_HEAD_INIT { { 1, NULL }, NULL, 0, NULL }
typedef struct { void *buf; PyObject *obj; Py_ssize_t len, itemsize; int readonly, ndim; char *format; Py_ssize_t *shape, *strides, *suboffsets; void *internal; } Py_buffer;
typedef struct { double real, imag; } Py_complex;

typedef PyObject *(*unaryfunc)(PyObject *);
typedef PyObject *(*binaryfunc)(PyObject *, PyObject *);
typedef PyObject *(*ternaryfunc)(PyObject *, PyObject *, PyObject *);
typedef int (*inquiry)(PyObject *);
typedef Py_ssize_t (*lenfunc)(PyObject *);
typedef PyObject *(*ssizeargfunc)(PyObject *, Py_ssize_t);
typedef PyObject *(*ssizessizeargfunc)(PyObject *, Py_ssize_t, Py_ssize_t);
typedef int (*ssizeobjargproc)(PyObject *, Py_ssize_t, PyObject *);
typedef int (*objobjargproc)(PyObject *, PyObject *, PyObject *);
typedef int (*objobjproc)(PyObject *, PyObject *);
typedef int (*visitproc)(PyObject *, void *);
typedef int (*traverseproc)(PyObject *, visitproc, void *);
typedef void (*freefunc)(void *);
typedef void (*destructor)(PyObject *);
typedef PyObject *(*getattrfunc)(PyObject *, char *);
typedef PyObject *(*getattrofunc)(PyObject *, PyObject *);
typedef int (*setattrfunc)(PyObject *, char *, PyObject *);
typedef int (*setattrofunc)(PyObject *, PyObject *, PyObject *);
typedef PyObject *(*reprfunc)(PyObject *);
typedef Py_hash_t (*hashfunc)(PyObject *);
typedef PyObject *(*richcmpfunc)(PyObject *, PyObject *, int);
typedef PyObject *(*getiterfunc)(PyObject *);
typedef PyObject *(*iternextfunc)(PyObject *);
typedef PyObject *(*descrgetfunc)(PyObject *, PyObject *, PyObject *);
typedef int (*descrsetfunc)(PyObject *, PyObject *, PyObject *);
typedef int (*initproc)(PyObject *, PyObject *, PyObject *);
typedef PyObject *(*newfunc)(PyTypeObject *, PyObject *, PyObject *);
typedef PyObject *(*allocfunc)(PyTypeObject *, Py_ssize_t);
typedef PyObject *(*vectorcallfunc)(PyObject *, PyObject *const *, size_t, PyObject *);
typedef int (*getbufferproc)(PyObject *, Py_buffer *, int);
typedef void (*releasebufferproc)(PyObject *, Py_buffer *);
typedef PyObject *(*PyCFunction)(PyObject *, PyObject *);
typedef PyObject *(*PyCFunctionWithKeywords)(PyObject *, PyObject *, PyObject *);
typedef PyObject *(*_PyCFunctionFast)(PyObject *, PyObject *const *, Py_ssize_t);
typedef PyObject *(*PyCFunctionFast)(PyObject *, PyObject *const *, Py_ssize_t);
typedef PyObject *(*PyCFunctionFastWithKeywords)(PyObject *, PyObject *const *, Py_ssize_t, PyObject *);
typedef PyObject *(*getter)(PyObject *, void *);
typedef int (*setter)(PyObject *, PyObject *, void *);
typedef void (*PyCapsule_Destructor)(PyObject *);
#define _PyCFunction_CAST(function) ((PyCFunction)(void (*)(void))(function))

typedef struct PyMethodDef { const char *ml_name; PyCFunction ml_meth; int ml_flags; const char *ml_doc; } PyMethodDef;
typedef struct PyMemberDef { const char *name; int type; Py_ssize_t offset; int flags; const char *doc; } PyMemberDef;
typedef struct PyGetSetDef { const char *name; getter get; setter set; const char *doc; void *closure; } PyGetSetDef;
typedef struct { PyObject ob_base; PyObject *(*m_init)(void); Py_ssize_t m_index; PyObject *m_copy; } PyModuleDef_Base;
typedef struct PyModuleDef_Slot { int slot; void *value; } PyModuleDef_Slot;
typedef struct PyModuleDef {
  PyModuleDef_Base m_base; const char *m_name, *m_doc; Py_ssize_t m_size; PyMethodDef *m_methods; PyModuleDef_Slot *m_slots;
  traverseproc m_traverse; inquiry m_clear; freefunc m_free;
} PyModuleDef;
typedef struct { int slot; void *pfunc; } PyType_Slot;
typedef struct { const char *name; int basicsize, itemsize; unsigned flags; PyType_Slot *slots; } PyType_Spec;
typedef struct { const char *name, *doc; } PyStructSequence_Field;
typedef struct { const char *name, *doc; PyStructSequence_Field *fields; int n_in_sequence; } PyStructSequence_Desc;
typedef struct {
  binaryfunc nb_add, nb_subtract, nb_multiply, nb_remainder, nb_divmod; ternaryfunc nb_power; unaryfunc nb_negative, nb_positive, nb_absolute;
  inquiry nb_bool; unaryfunc nb_invert; binaryfunc nb_lshift, nb_rshift, nb_and, nb_xor, nb_or; unaryfunc nb_int; void *nb_reserved;
  unaryfunc nb_float; binaryfunc nb_inplace_add, nb_inplace_subtract, nb_inplace_multiply, nb_inplace_remainder; ternaryfunc nb_inplace_power;
  binaryfunc nb_inplace_lshift, nb_inplace_rshift, nb_inplace_and, nb_inplace_xor, nb_inplace_or, nb_floor_divide, nb_true_divide;
  binaryfunc nb_inplace_floor_divide, nb_inplace_true_divide; unaryfunc nb_index; binaryfunc nb_matrix_multiply, nb_inplace_matrix_multiply;
} PyNumberMethods;
typedef struct {
  lenfunc sq_length; binaryfunc sq_concat; ssizeargfunc sq_repeat, sq_item; void *was_sq_slice; ssizeobjargproc sq_ass_item;
  void *was_sq_ass_slice; objobjproc sq_contains; binaryfunc sq_inplace_concat; ssizeargfunc sq_inplace_repeat;
} PySequenceMethods;
typedef struct { lenfunc mp_length; binaryfunc mp_subscript; objobjargproc mp_ass_subscript; } PyMappingMethods;
typedef struct { unaryfunc am_await, am_aiter, am_anext; void *am_send; } PyAsyncMethods;
typedef struct { getbufferproc bf_getbuffer; releasebufferproc bf_releasebuffer; } PyBufferProcs;
struct _typeobject {
  PyVarObject ob_base;
  const char *tp_name;
  Py_ssize_t tp_basicsize, tp_itemsize;
  destructor tp_dealloc;
  Py_ssize_t tp_vectorcall_offset;
  getattrfunc tp_getattr;
  setattrfunc tp_setattr;
  PyAsyncMethods *tp_as_async;
  reprfunc tp_repr;
  PyNumberMethods *tp_as_number;
  PySequenceMethods *tp_as_sequence;
  PyMappingMethods *tp_as_mapping;
  hashfunc tp_hash;
  ternaryfunc tp_call;
  reprfunc tp_str;
  getattrofunc tp_getattro;
  setattrofunc tp_setattro;
  PyBufferProcs *tp_as_buffer;
  unsigned long tp_flags;
  const char *tp_doc;
  traverseproc tp_traverse;
  inquiry tp_clear;
  richcmpfunc tp_richcompare;
  Py_ssize_t tp_weaklistoffset;
  getiterfunc tp_iter;
  iternextfunc tp_iternext;
  PyMethodDef *tp_methods;
  PyMemberDef *tp_members;
  PyGetSetDef *tp_getset;
  PyTypeObject *tp_base;
  PyObject *tp_dict;
  descrgetfunc tp_descr_get;
  descrsetfunc tp_descr_set;
  Py_ssize_t tp_dictoffset;
  initproc tp_init;
  allocfunc tp_alloc;
  newfunc tp_new;
  freefunc tp_free;
  inquiry tp_is_gc;
  PyObject *tp_bases, *tp_mro, *tp_cache, *tp_subclasses, *tp_weaklist;
  destructor tp_del;
  unsigned tp_version_tag;
  destructor tp_finalize;
  vectorcallfunc tp_vectorcall;
};
typedef struct { PyTypeObject ht_type; PyAsyncMethods as_async; PyNumberMethods as_number; PyMappingMethods as_mapping; PySequenceMethods as_sequence; PyBufferProcs as_buffer; PyObject *ht_name, *ht_slots, *ht_qualname; } PyHeapTypeObject;
typedef struct { PyObject ob_base; PyMethodDef *m_ml; PyObject *m_self, *m_module; } PyCFunctionObject;
typedef struct { PyVarObject ob_base; PyObject *ob_item[1]; } PyTupleObject;
typedef struct { PyVarObject ob_base; PyObject **ob_item; Py_ssize_t allocated; } PyListObject;
typedef struct { PyObject ob_base; double ob_fval; } PyFloatObject;
typedef struct { PyObject ob_base; Py_complex cval; } PyComplexObject;
typedef struct _longobject PyLongObject;
typedef struct { PyVarObject ob_base; Py_hash_t ob_shash; char ob_sval[1]; } PyBytesObject, PyStringObject;
typedef struct _unicodeobject PyUnicodeObject;
typedef struct _dictobject PyDictObject;
typedef struct _functionobject PyFunctionObject;
typedef struct _codeobject PyCodeObject;
typedef struct _frame PyFrameObject;
typedef struct { PyObject ob_base; PyObject *im_func, *im_self; } PyMethodObject;
typedef struct _is PyInterpreterState;
typedef struct _ts { PyInterpreterState *interp; PyFrameObject *frame; PyObject *dict; } PyThreadState;
typedef enum { PyGILState_LOCKED, PyGILState_UNLOCKED } PyGILState_STATE;
typedef void *PyThread_type_lock;
typedef struct { int __key; } Py_tss_t;
typedef struct { int cf_flags; } PyCompilerFlags;

#define METH_VARARGS 0x0001
#define METH_KEYWORDS 0x0002
#define METH_NOARGS 0x0004
#define METH_O 0x0008
#define METH_CLASS 0x0010
#define METH_STATIC 0x0020
#define METH_COEXIST 0x0040
#define METH_FASTCALL 0x0080
#define METH_METHOD 0x0200
#define Py_TPFLAGS_HEAPTYPE (1UL << 9)
#define Py_TPFLAGS_BASETYPE (1UL << 10)
#define Py_TPFLAGS_HAVE_VECTORCALL (1UL << 11)
#define Py_TPFLAGS_READY (1UL << 12)
#define Py_TPFLAGS_HAVE_GC (1UL << 14)
#define Py_TPFLAGS_DEFAULT 0UL
#define Py_TPFLAGS_IMMUTABLETYPE (1UL << 8)
#define Py_TPFLAGS_MANAGED_DICT (1UL << 4)
#define Py_TPFLAGS_LONG_SUBCLASS (1UL << 24)
#define Py_TPFLAGS_UNICODE_SUBCLASS (1UL << 28)
#define Py_TPFLAGS_HAVE_ITER 0
#define Py_TPFLAGS_CHECKTYPES 0
#define Py_TPFLAGS_HAVE_NEWBUFFER 0
#define Py_LT 0
#define Py_LE 1
#define Py_EQ 2
#define Py_NE 3
#define Py_GT 4
#define Py_GE 5
#define PyBUF_SIMPLE 0
#define PyBUF_WRITABLE 0x0001
#define PyBUF_WRITEABLE PyBUF_WRITABLE
#define PyBUF_FORMAT 0x0004
#define PyBUF_ND 0x0008
#define PyBUF_STRIDES (0x0010 | PyBUF_ND)
#define PyBUF_C_CONTIGUOUS (0x0020 | PyBUF_STRIDES)
#define PyBUF_F_CONTIGUOUS (0x0040 | PyBUF_STRIDES)
#define PyBUF_ANY_CONTIGUOUS (0x0080 | PyBUF_STRIDES)
#define PyBUF_INDIRECT (0x0100 | PyBUF_STRIDES)
#define PyBUF_CONTIG (PyBUF_ND | PyBUF_WRITABLE)
#define PyBUF_CONTIG_RO (PyBUF_ND)
#define PyBUF_FULL (PyBUF_INDIRECT | PyBUF_WRITABLE | PyBUF_FORMAT)
#define PyBUF_FULL_RO (PyBUF_INDIRECT | PyBUF_FORMAT)
#define PyBUF_READ 0x100
#define PyBUF_WRITE 0x200
#define T_SHORT 0
#define T_INT 1
#define T_LONG 2
#define T_FLOAT 3
#define T_DOUBLE 4
#define T_STRING 5
#define T_OBJECT 6
#define T_CHAR 7
#define T_BYTE 8
#define T_UBYTE 9
#define T_USHORT 10
#define T_UINT 11
#define T_ULONG 12
#define T_BOOL 14
#define T_OBJECT_EX 16
#define T_LONGLONG 17
#define T_ULONGLONG 18
#define T_PYSSIZET 19
#define READONLY 1
#define Py_T_INT T_INT
#define Py_T_DOUBLE T_DOUBLE
#define Py_T_OBJECT_EX T_OBJECT_EX
#define Py_T_PYSSIZET T_PYSSIZET
#define Py_READONLY READONLY
enum {
  Py_bf_getbuffer = 1, Py_bf_releasebuffer, Py_mp_ass_subscript, Py_mp_length, Py_mp_subscript, Py_nb_absolute, Py_nb_add, Py_nb_and,
  Py_nb_bool, Py_nb_divmod, Py_nb_float, Py_nb_floor_divide, Py_nb_int = 25, Py_nb_index = 13, Py_nb_multiply = 29, Py_nb_negative,
  Py_nb_or, Py_nb_subtract = 36, Py_nb_true_divide, Py_sq_ass_item = 39, Py_sq_concat, Py_sq_contains, Py_sq_item = 44, Py_sq_length,
  Py_sq_repeat, Py_tp_alloc, Py_tp_base, Py_tp_bases, Py_tp_call, Py_tp_clear, Py_tp_dealloc, Py_tp_del, Py_tp_descr_get,
  Py_tp_descr_set, Py_tp_doc, Py_tp_getattr, Py_tp_getattro, Py_tp_hash, Py_tp_init, Py_tp_is_gc, Py_tp_iter, Py_tp_iternext,
  Py_tp_methods, Py_tp_new, Py_tp_repr, Py_tp_richcompare, Py_tp_setattr, Py_tp_setattro, Py_tp_str, Py_tp_traverse, Py_tp_members,
  Py_tp_getset, Py_tp_free, Py_tp_finalize = 80, Py_mod_create = 1, Py_mod_exec, Py_mod_multiple_interpreters, Py_mod_gil
};
#define Py_MOD_GIL_NOT_USED ((void *)1)
#define Py_MOD_PER_INTERPRETER_GIL_SUPPORTED ((void *)2)
#define Py_file_input 257
#define Py_eval_input 258
#define Py_single_input 256
#define WAIT_LOCK 1
#define NOWAIT_LOCK 0
#define PyUnicode_1BYTE_KIND 1
#define PyUnicode_2BYTE_KIND 2
#define PyUnicode_4BYTE_KIND 4

extern PyObject _Py_NoneStruct, _Py_TrueStruct, _Py_FalseStruct, _Py_NotImplementedStruct, _Py_EllipsisObject;
#define Py_None (&_Py_NoneStruct)
#define Py_True (&_Py_TrueStruct)
#define Py_False (&_Py_FalseStruct)
#define Py_NotImplemented (&_Py_NotImplementedStruct)
#define Py_Ellipsis (&_Py_EllipsisObject)
#define Py_RETURN_NONE return Py_None
#define Py_RETURN_TRUE return Py_True
#define Py_RETURN_FALSE return Py_False
#define Py_RETURN_NOTIMPLEMENTED return Py_NotImplemented
#define Py_RETURN_RICHCOMPARE(a, b, op) return (a) == (b) ? Py_True : Py_False
#define Py_CLEAR(object) ((object) = NULL)
#define Py_VISIT(object) ((void)visit((PyObject *)(object), arg))
#define Py_TYPE(object) (((PyObject *)(object))->ob_type)
#define Py_BEGIN_ALLOW_THREADS { PyThreadState *_save = PyEval_SaveThread();
#define Py_END_ALLOW_THREADS PyEval_RestoreThread(_save); }
#define Py_BLOCK_THREADS PyEval_RestoreThread(_save);
#define Py_UNBLOCK_THREADS _save = PyEval_SaveThread();
#define Py_BEGIN_CRITICAL_SECTION(object) {
#define Py_END_CRITICAL_SECTION() }
#define PyObject_New(type, typeobject) ((type *)_PyObject_New(typeobject))
#define PyObject_NewVar(type, typeobject, n) ((type *)_PyObject_NewVar(typeobject, n))
#define PyObject_NEW(type, typeobject) ((type *)_PyObject_New(typeobject))
#define PyObject_GC_New(type, typeobject) ((type *)_PyObject_GC_New(typeobject))
#define PyMem_New(type, n) ((type *)PyMem_Malloc((n) * sizeof(type)))
#define PyMem_NEW(type, n) PyMem_New(type, n)
#define PyMem_Resize(pointer, type, n) ((pointer) = (type *)PyMem_Realloc((pointer), (n) * sizeof(type)))
#define PyMem_DEL PyMem_Free
#define PyMem_FREE PyMem_Free
#define PyObject_DEL PyObject_Free
#define PyObject_FREE PyObject_Free
#define PyUnicode_READ(kind, data, index) ((Py_UCS4)((const Py_UCS1 *)(data))[index])
#define PyUnicode_1BYTE_DATA(object) ((Py_UCS1 *)PyUnicode_DATA(object))
#define PyUnicode_2BYTE_DATA(object) ((Py_UCS2 *)PyUnicode_DATA(object))
#define PyUnicode_4BYTE_DATA(object) ((Py_UCS4 *)PyUnicode_DATA(object))
#define PyFloat_AS_DOUBLE(object) PyFloat_AsDouble(object)
#define PyInt_AS_LONG(object) PyLong_AsLong(object)

extern PyTypeObject PyType_Type, PyBaseObject_Type, PyLong_Type, PyInt_Type, PyBool_Type, PyFloat_Type, PyComplex_Type, PyUnicode_Type, PyBytes_Type, PyByteArray_Type, PyString_Type, PyList_Type, PyTuple_Type, PyDict_Type, PySet_Type, PyFrozenSet_Type, PySlice_Type, PyModule_Type, PyFunction_Type, PyCFunction_Type, PyMethod_Type, PyInstanceMethod_Type, PyStaticMethod_Type, PyClassMethod_Type, PyProperty_Type, PyMemoryView_Type, PyCapsule_Type, PySeqIter_Type, PyGen_Type, PySuper_Type, PyEnum_Type, PyReversed_Type, PyDictProxy_Type, PyCode_Type, PyFrame_Type, PyTraceBack_Type, PyEllipsis_Type;
extern PyObject *PyExc_BaseException, *PyExc_Exception, *PyExc_StopIteration, *PyExc_GeneratorExit, *PyExc_ArithmeticError, *PyExc_LookupError, *PyExc_AssertionError, *PyExc_AttributeError, *PyExc_BufferError, *PyExc_EOFError, *PyExc_FloatingPointError, *PyExc_OSError, *PyExc_IOError, *PyExc_EnvironmentError, *PyExc_ImportError, *PyExc_ModuleNotFoundError, *PyExc_IndexError, *PyExc_KeyError, *PyExc_KeyboardInterrupt, *PyExc_MemoryError, *PyExc_NameError, *PyExc_OverflowError, *PyExc_RuntimeError, *PyExc_RecursionError, *PyExc_NotImplementedError, *PyExc_SyntaxError, *PyExc_ReferenceError, *PyExc_SystemError, *PyExc_SystemExit, *PyExc_TypeError, *PyExc_UnboundLocalError, *PyExc_UnicodeError, *PyExc_UnicodeEncodeError, *PyExc_UnicodeDecodeError, *PyExc_ValueError, *PyExc_ZeroDivisionError, *PyExc_BlockingIOError, *PyExc_BrokenPipeError, *PyExc_ConnectionError, *PyExc_FileExistsError, *PyExc_FileNotFoundError, *PyExc_InterruptedError, *PyExc_PermissionError, *PyExc_TimeoutError, *PyExc_Warning, *PyExc_UserWarning, *PyExc_DeprecationWarning, *PyExc_PendingDeprecationWarning, *PyExc_RuntimeWarning, *PyExc_FutureWarning, *PyExc_ImportWarning, *PyExc_BytesWarning, *PyExc_ResourceWarning, *PyExc_StopAsyncIteration;
extern int Py_OptimizeFlag, Py_VerboseFlag, Py_DebugFlag, Py_NoSiteFlag;
// These stand in tables of slots, so that their types matter.
PyObject *PyObject_GenericGetAttr(PyObject *, PyObject *), *PyType_GenericNew(PyTypeObject *, PyObject *, PyObject *);
PyObject *PyType_GenericAlloc(PyTypeObject *, Py_ssize_t), *PyObject_SelfIter(PyObject *);
int PyObject_GenericSetAttr(PyObject *, PyObject *, PyObject *), PyObject_GenericSetDict(PyObject *, PyObject *, void *);
Py_hash_t PyObject_HashNotImplemented(PyObject *);
PyObject *PyObject_GetAttr(__PY_ANY), *PyObject_GetAttrString(__PY_ANY), *PyObject_GetItem(__PY_ANY);
PyObject *PyObject_Str(__PY_ANY), *PyObject_Repr(__PY_ANY), *PyObject_ASCII(__PY_ANY), *PyObject_Bytes(__PY_ANY);
PyObject *PyObject_Call(__PY_ANY), *PyObject_CallObject(__PY_ANY), *PyObject_CallNoArgs(__PY_ANY);
PyObject *PyObject_CallOneArg(__PY_ANY), *PyObject_CallFunction(__PY_ANY), *PyObject_CallFunctionObjArgs(__PY_ANY);
PyObject *PyObject_CallMethod(__PY_ANY), *PyObject_CallMethodObjArgs(__PY_ANY), *PyObject_CallMethodNoArgs(__PY_ANY);
PyObject *PyObject_CallMethodOneArg(__PY_ANY), *PyObject_Vectorcall(__PY_ANY), *PyObject_RichCompare(__PY_ANY);
PyObject *PyObject_GetIter(__PY_ANY), *PyObject_Type(__PY_ANY), *PyObject_Dir(__PY_ANY), *PyObject_Init(__PY_ANY);
PyObject *PyLong_FromLong(__PY_ANY), *PyLong_FromUnsignedLong(__PY_ANY), *PyLong_FromLongLong(__PY_ANY);
PyObject *PyLong_FromUnsignedLongLong(__PY_ANY), *PyLong_FromSize_t(__PY_ANY), *PyLong_FromSsize_t(__PY_ANY);
PyObject *PyLong_FromDouble(__PY_ANY), *PyLong_FromVoidPtr(__PY_ANY), *PyLong_FromString(__PY_ANY);
PyObject *PyLong_FromUnicodeObject(__PY_ANY), *PyInt_FromLong(__PY_ANY), *PyInt_FromSize_t(__PY_ANY);
PyObject *PyInt_FromSsize_t(__PY_ANY), *PyBool_FromLong(__PY_ANY), *PyFloat_FromDouble(__PY_ANY);
PyObject *PyFloat_FromString(__PY_ANY), *PyComplex_FromDoubles(__PY_ANY), *PyComplex_FromCComplex(__PY_ANY);
PyObject *PyUnicode_FromString(__PY_ANY), *PyUnicode_FromStringAndSize(__PY_ANY), *PyUnicode_FromFormat(__PY_ANY);
PyObject *PyUnicode_FromUnicode(__PY_ANY), *PyUnicode_FromKindAndData(__PY_ANY), *PyUnicode_FromObject(__PY_ANY);
PyObject *PyUnicode_FromWideChar(__PY_ANY), *PyUnicode_FromOrdinal(__PY_ANY), *PyUnicode_DecodeUTF8(__PY_ANY);
PyObject *PyUnicode_Decode(__PY_ANY), *PyUnicode_DecodeLatin1(__PY_ANY), *PyUnicode_DecodeFSDefault(__PY_ANY);
PyObject *PyUnicode_DecodeFSDefaultAndSize(__PY_ANY), *PyUnicode_EncodeFSDefault(__PY_ANY);
PyObject *PyUnicode_AsUTF8String(__PY_ANY), *PyUnicode_AsASCIIString(__PY_ANY), *PyUnicode_AsLatin1String(__PY_ANY);
PyObject *PyUnicode_AsEncodedString(__PY_ANY), *PyUnicode_Concat(__PY_ANY), *PyUnicode_Join(__PY_ANY);
PyObject *PyUnicode_Split(__PY_ANY), *PyUnicode_Format(__PY_ANY), *PyUnicode_InternFromString(__PY_ANY);
PyObject *PyUnicode_New(__PY_ANY), *PyUnicode_Substring(__PY_ANY), *PyUnicode_Replace(__PY_ANY);
PyObject *PyBytes_FromString(__PY_ANY), *PyBytes_FromStringAndSize(__PY_ANY), *PyBytes_FromObject(__PY_ANY);
PyObject *PyBytes_FromFormat(__PY_ANY), *PyByteArray_FromStringAndSize(__PY_ANY), *PyByteArray_FromObject(__PY_ANY);
PyObject *PyString_FromString(__PY_ANY), *PyString_FromStringAndSize(__PY_ANY), *PyString_FromFormat(__PY_ANY);
PyObject *PyList_New(__PY_ANY), *PyList_GetItem(__PY_ANY), *PyList_GetItemRef(__PY_ANY), *PyList_GetSlice(__PY_ANY);
PyObject *PyList_AsTuple(__PY_ANY), *PyList_GET_ITEM(__PY_ANY), *PyTuple_New(__PY_ANY), *PyTuple_GetItem(__PY_ANY);
PyObject *PyTuple_GetSlice(__PY_ANY), *PyTuple_Pack(__PY_ANY), *PyTuple_GET_ITEM(__PY_ANY), *PyDict_New(__PY_ANY);
PyObject *PyDict_Copy(__PY_ANY), *PyDict_GetItem(__PY_ANY), *PyDict_GetItemString(__PY_ANY);
PyObject *PyDict_GetItemWithError(__PY_ANY), *PyDict_Keys(__PY_ANY), *PyDict_Values(__PY_ANY);
PyObject *PyDict_Items(__PY_ANY), *PyDict_SetDefault(__PY_ANY), *PySet_New(__PY_ANY), *PyFrozenSet_New(__PY_ANY);
PyObject *PySet_Pop(__PY_ANY), *PySequence_GetItem(__PY_ANY), *PySequence_GetSlice(__PY_ANY);
PyObject *PySequence_Fast(__PY_ANY), *PySequence_Fast_GET_ITEM(__PY_ANY), *PySequence_List(__PY_ANY);
PyObject *PySequence_Tuple(__PY_ANY), *PySequence_Concat(__PY_ANY), *PySequence_Repeat(__PY_ANY);
PyObject *PySequence_ITEM(__PY_ANY), *PyMapping_Keys(__PY_ANY), *PyMapping_Values(__PY_ANY);
PyObject *PyMapping_Items(__PY_ANY), *PyMapping_GetItemString(__PY_ANY), *PyIter_Next(__PY_ANY);
PyObject *PySeqIter_New(__PY_ANY), *PyCallIter_New(__PY_ANY), *PySlice_New(__PY_ANY), *PyNumber_Add(__PY_ANY);
PyObject *PyNumber_Subtract(__PY_ANY), *PyNumber_Multiply(__PY_ANY), *PyNumber_TrueDivide(__PY_ANY);
PyObject *PyNumber_FloorDivide(__PY_ANY), *PyNumber_Remainder(__PY_ANY), *PyNumber_Power(__PY_ANY);
PyObject *PyNumber_Negative(__PY_ANY), *PyNumber_Absolute(__PY_ANY), *PyNumber_Invert(__PY_ANY);
PyObject *PyNumber_Long(__PY_ANY), *PyNumber_Int(__PY_ANY), *PyNumber_Float(__PY_ANY), *PyNumber_Index(__PY_ANY);
PyObject *PyNumber_And(__PY_ANY), *PyNumber_Or(__PY_ANY), *PyNumber_Xor(__PY_ANY), *PyNumber_Lshift(__PY_ANY);
PyObject *PyNumber_Rshift(__PY_ANY), *PyNumber_InPlaceAdd(__PY_ANY), *PyErr_Format(__PY_ANY);
PyObject *PyErr_NoMemory(__PY_ANY), *PyErr_SetFromErrno(__PY_ANY), *PyErr_SetFromErrnoWithFilename(__PY_ANY);
PyObject *PyErr_SetFromWindowsErr(__PY_ANY), *PyErr_Occurred(__PY_ANY), *PyErr_NewException(__PY_ANY);
PyObject *PyErr_NewExceptionWithDoc(__PY_ANY), *PyErr_GetRaisedException(__PY_ANY);
PyObject *PyException_GetTraceback(__PY_ANY), *PyException_GetCause(__PY_ANY), *PyException_GetContext(__PY_ANY);
PyObject *PyModule_Create(__PY_ANY), *PyModule_Create2(__PY_ANY), *PyModule_New(__PY_ANY);
PyObject *PyModule_GetDict(__PY_ANY), *PyModule_GetNameObject(__PY_ANY), *PyModule_FromDefAndSpec(__PY_ANY);
PyObject *PyModuleDef_Init(__PY_ANY), *PyState_FindModule(__PY_ANY), *PyImport_Import(__PY_ANY);
PyObject *PyImport_ImportModule(__PY_ANY), *PyImport_AddModule(__PY_ANY), *PyImport_GetModuleDict(__PY_ANY);
PyObject *PyImport_ImportModuleLevel(__PY_ANY), *PyImport_ReloadModule(__PY_ANY), *PyImport_ExecCodeModule(__PY_ANY);
PyObject *PyCFunction_New(__PY_ANY), *PyCFunction_NewEx(__PY_ANY), *PyCFunction_GetSelf(__PY_ANY);
PyObject *PyMethod_New(__PY_ANY), *PyMethod_Function(__PY_ANY), *PyMethod_Self(__PY_ANY);
PyObject *PyInstanceMethod_New(__PY_ANY), *PyStaticMethod_New(__PY_ANY), *PyClassMethod_New(__PY_ANY);
PyObject *PyDescr_NewMethod(__PY_ANY), *PyDescr_NewGetSet(__PY_ANY), *PyCapsule_New(__PY_ANY);
PyObject *PyCObject_FromVoidPtr(__PY_ANY), *PyWeakref_NewRef(__PY_ANY), *PyWeakref_NewProxy(__PY_ANY);
PyObject *PyWeakref_GetObject(__PY_ANY), *PyWeakref_GET_OBJECT(__PY_ANY), *PyMemoryView_FromObject(__PY_ANY);
PyObject *PyMemoryView_FromMemory(__PY_ANY), *PyMemoryView_FromBuffer(__PY_ANY);
PyObject *PyMemoryView_GetContiguous(__PY_ANY), *PyType_FromSpec(__PY_ANY), *PyType_FromSpecWithBases(__PY_ANY);
PyObject *PyType_FromModuleAndSpec(__PY_ANY), *PyType_GetModule(__PY_ANY), *PyType_GetModuleByDef(__PY_ANY);
PyObject *PyStructSequence_New(__PY_ANY), *PyStructSequence_GetItem(__PY_ANY), *Py_BuildValue(__PY_ANY);
PyObject *Py_VaBuildValue(__PY_ANY), *Py_NewRef(__PY_ANY), *Py_XNewRef(__PY_ANY), *Py_CompileString(__PY_ANY);
PyObject *PyRun_String(__PY_ANY), *PyRun_File(__PY_ANY), *PyEval_EvalCode(__PY_ANY), *PyEval_GetBuiltins(__PY_ANY);
PyObject *PyEval_GetGlobals(__PY_ANY), *PyEval_GetLocals(__PY_ANY), *PyEval_CallObject(__PY_ANY);
PyObject *PyEval_CallFunction(__PY_ANY), *PyEval_CallMethod(__PY_ANY), *PySys_GetObject(__PY_ANY);
PyObject *PyFile_FromFd(__PY_ANY), *PyOS_FSPath(__PY_ANY), *PyThreadState_GetDict(__PY_ANY), *PyGen_New(__PY_ANY);
PyObject *PyFunction_New(__PY_ANY), *PyContextVar_New(__PY_ANY), *PyInterpreterState_GetDict(__PY_ANY);
PyObject *_PyObject_New(__PY_ANY), *_PyObject_NewVar(__PY_ANY), *_PyObject_GC_New(__PY_ANY);
PyObject *PyObject_GenericGetDict(__PY_ANY), *PyTime_FromTime(__PY_ANY), *PyDateTime_FromDateAndTime(__PY_ANY);
PyObject *PyDate_FromDate(__PY_ANY), *PyDelta_FromDSU(__PY_ANY), *PyUnicode_FromEncodedObject(__PY_ANY);
PyObject *PyUnicode_Tailmatch(__PY_ANY), *PyUnicode_DecodeLocale(__PY_ANY), *PyLong_GetInfo(__PY_ANY);
PyObject *PyUnicode_READ_OBJ(__PY_ANY), *PyErr_ProgramText(__PY_ANY), *PyObject_Format(__PY_ANY);
PyObject *PyImport_GetModule(__PY_ANY), *PyTraceBack_New(__PY_ANY), *PyObject_GetDoc(__PY_ANY);
PyObject *PyMapping_GetOptionalItem(__PY_ANY);
int PyArg_Parse(__PY_ANY), PyArg_ParseTuple(__PY_ANY), PyArg_ParseTupleAndKeywords(__PY_ANY), PyArg_VaParse(__PY_ANY);
int PyArg_VaParseTupleAndKeywords(__PY_ANY), PyArg_UnpackTuple(__PY_ANY), PyArg_ValidateKeywordArguments(__PY_ANY);
int PyObject_SetAttr(__PY_ANY), PyObject_SetAttrString(__PY_ANY), PyObject_DelAttr(__PY_ANY);
int PyObject_DelAttrString(__PY_ANY), PyObject_HasAttr(__PY_ANY), PyObject_HasAttrString(__PY_ANY);
int PyObject_SetItem(__PY_ANY), PyObject_DelItem(__PY_ANY), PyObject_RichCompareBool(__PY_ANY);
int PyObject_IsTrue(__PY_ANY), PyObject_Not(__PY_ANY), PyObject_IsInstance(__PY_ANY), PyObject_IsSubclass(__PY_ANY);
int PyObject_Print(__PY_ANY), PyObject_GetBuffer(__PY_ANY), PyObject_CheckBuffer(__PY_ANY);
int PyObject_AsCharBuffer(__PY_ANY), PyObject_AsReadBuffer(__PY_ANY), PyObject_AsWriteBuffer(__PY_ANY);
int PyObject_AsFileDescriptor(__PY_ANY), PyObject_TypeCheck(__PY_ANY), PyObject_GC_IsTracked(__PY_ANY);
int PyBuffer_FillInfo(__PY_ANY), PyBuffer_IsContiguous(__PY_ANY), PyBuffer_ToContiguous(__PY_ANY);
int PyBuffer_FromContiguous(__PY_ANY), PyCallable_Check(__PY_ANY), PyIter_Check(__PY_ANY), PyIndex_Check(__PY_ANY);
int PyList_SetItem(__PY_ANY), PyList_Insert(__PY_ANY), PyList_Append(__PY_ANY), PyList_SetSlice(__PY_ANY);
int PyList_Sort(__PY_ANY), PyList_Reverse(__PY_ANY), PyTuple_SetItem(__PY_ANY), _PyTuple_Resize(__PY_ANY);
int PyDict_SetItem(__PY_ANY), PyDict_SetItemString(__PY_ANY), PyDict_DelItem(__PY_ANY);
int PyDict_DelItemString(__PY_ANY), PyDict_Contains(__PY_ANY), PyDict_Next(__PY_ANY), PyDict_Merge(__PY_ANY);
int PyDict_Update(__PY_ANY), PySet_Add(__PY_ANY), PySet_Contains(__PY_ANY), PySet_Discard(__PY_ANY);
int PySet_Clear(__PY_ANY), PySequence_Check(__PY_ANY), PySequence_SetItem(__PY_ANY), PySequence_DelItem(__PY_ANY);
int PySequence_Contains(__PY_ANY), PySequence_SetSlice(__PY_ANY), PyMapping_Check(__PY_ANY);
int PyMapping_HasKey(__PY_ANY), PyMapping_HasKeyString(__PY_ANY), PyMapping_SetItemString(__PY_ANY);
int PyNumber_Check(__PY_ANY), PySlice_GetIndices(__PY_ANY), PySlice_GetIndicesEx(__PY_ANY), PySlice_Unpack(__PY_ANY);
int PyErr_ExceptionMatches(__PY_ANY), PyErr_GivenExceptionMatches(__PY_ANY), PyErr_Warn(__PY_ANY);
int PyErr_WarnEx(__PY_ANY), PyErr_WarnFormat(__PY_ANY), PyErr_CheckSignals(__PY_ANY), PyErr_BadArgument(__PY_ANY);
int PyModule_AddObject(__PY_ANY), PyModule_AddObjectRef(__PY_ANY), PyModule_Add(__PY_ANY);
int PyModule_AddIntConstant(__PY_ANY), PyModule_AddStringConstant(__PY_ANY), PyModule_AddIntMacro(__PY_ANY);
int PyModule_AddStringMacro(__PY_ANY), PyModule_AddType(__PY_ANY), PyModule_AddFunctions(__PY_ANY);
int PyModule_SetDocString(__PY_ANY), PyState_AddModule(__PY_ANY), PyType_Ready(__PY_ANY), PyType_IsSubtype(__PY_ANY);
int PyType_HasFeature(__PY_ANY), PyImport_AppendInittab(__PY_ANY), PyCapsule_IsValid(__PY_ANY);
int PyCapsule_SetName(__PY_ANY), PyCapsule_SetPointer(__PY_ANY), PyCapsule_SetContext(__PY_ANY), PyCapsule_SetDestructor(__PY_ANY);
int PyBytes_AsStringAndSize(__PY_ANY), PyString_AsStringAndSize(__PY_ANY), PyUnicode_AsStringAndSize(__PY_ANY);
int PyUnicode_Compare(__PY_ANY), PyUnicode_CompareWithASCIIString(__PY_ANY), PyUnicode_Contains(__PY_ANY);
int PyUnicode_FSConverter(__PY_ANY), PyUnicode_FSDecoder(__PY_ANY), PyUnicode_READY(__PY_ANY);
int PyUnicode_KIND(__PY_ANY), PyUnicode_Resize(__PY_ANY), _PyBytes_Resize(__PY_ANY), _PyString_Resize(__PY_ANY);
int PyRun_SimpleString(__PY_ANY), PyRun_SimpleFile(__PY_ANY), PyRun_AnyFile(__PY_ANY), PyGILState_Check(__PY_ANY);
int Py_IsInitialized(__PY_ANY), Py_FinalizeEx(__PY_ANY), Py_AtExit(__PY_ANY), Py_AddPendingCall(__PY_ANY);
int Py_MakePendingCalls(__PY_ANY), Py_EnterRecursiveCall(__PY_ANY), Py_Is(__PY_ANY), Py_IsNone(__PY_ANY);
int Py_IsTrue(__PY_ANY), Py_IsFalse(__PY_ANY), PySys_SetObject(__PY_ANY), PyStructSequence_InitType2(__PY_ANY);
int PyGC_Enable(__PY_ANY), PyGC_Disable(__PY_ANY), PyErr_ResourceWarning(__PY_ANY), PyThread_acquire_lock(__PY_ANY), PyThread_acquire_lock_timed(__PY_ANY), PyTraceBack_Print(__PY_ANY);
int PyThread_tss_create(__PY_ANY), PyContextVar_Get(__PY_ANY), PyLong_Check(__PY_ANY), PyLong_CheckExact(__PY_ANY);
int PyInt_Check(__PY_ANY), PyBool_Check(__PY_ANY), PyFloat_Check(__PY_ANY), PyFloat_CheckExact(__PY_ANY);
int PyComplex_Check(__PY_ANY), PyUnicode_Check(__PY_ANY), PyUnicode_CheckExact(__PY_ANY), PyBytes_Check(__PY_ANY);
int PyBytes_CheckExact(__PY_ANY), PyByteArray_Check(__PY_ANY), PyString_Check(__PY_ANY);
int PyString_CheckExact(__PY_ANY), PyList_Check(__PY_ANY), PyList_CheckExact(__PY_ANY), PyTuple_Check(__PY_ANY);
int PyTuple_CheckExact(__PY_ANY), PyDict_Check(__PY_ANY), PyDict_CheckExact(__PY_ANY), PyAnySet_Check(__PY_ANY);
int PySet_Check(__PY_ANY), PyFrozenSet_Check(__PY_ANY), PyModule_Check(__PY_ANY), PyFunction_Check(__PY_ANY);
int PyCFunction_Check(__PY_ANY), PyMethod_Check(__PY_ANY), PyInstanceMethod_Check(__PY_ANY), PyType_Check(__PY_ANY);
int PyType_CheckExact(__PY_ANY), PySlice_Check(__PY_ANY), PyMemoryView_Check(__PY_ANY);
int PyCapsule_CheckExact(__PY_ANY), PyWeakref_Check(__PY_ANY), PyWeakref_CheckRef(__PY_ANY), PyGen_Check(__PY_ANY);
int PyCode_Check(__PY_ANY), PyExceptionInstance_Check(__PY_ANY), PyExceptionClass_Check(__PY_ANY);
int PyDate_Check(__PY_ANY), PyDateTime_Check(__PY_ANY), PyDelta_Check(__PY_ANY), PyTime_Check(__PY_ANY);
int PyObject_CheckReadBuffer(__PY_ANY), PyInt_AsInt(__PY_ANY), PyLong_AsInt(__PY_ANY), PyUnicode_IS_ASCII(__PY_ANY);
int PyUnicode_IS_READY(__PY_ANY);
Py_ssize_t PyObject_Size(__PY_ANY), PyObject_Length(__PY_ANY), PyObject_LengthHint(__PY_ANY), PyList_Size(__PY_ANY);
Py_ssize_t PyList_GET_SIZE(__PY_ANY), PyTuple_Size(__PY_ANY), PyTuple_GET_SIZE(__PY_ANY), PyDict_Size(__PY_ANY);
Py_ssize_t PySet_Size(__PY_ANY), PySet_GET_SIZE(__PY_ANY), PySequence_Size(__PY_ANY), PySequence_Length(__PY_ANY);
Py_ssize_t PySequence_Count(__PY_ANY), PySequence_Index(__PY_ANY), PySequence_Fast_GET_SIZE(__PY_ANY);
Py_ssize_t PyMapping_Size(__PY_ANY), PyMapping_Length(__PY_ANY), PyNumber_AsSsize_t(__PY_ANY);
Py_ssize_t PyLong_AsSsize_t(__PY_ANY), PyInt_AsSsize_t(__PY_ANY), PyBytes_Size(__PY_ANY), PyBytes_GET_SIZE(__PY_ANY);
Py_ssize_t PyByteArray_Size(__PY_ANY), PyByteArray_GET_SIZE(__PY_ANY), PyString_Size(__PY_ANY);
Py_ssize_t PyString_GET_SIZE(__PY_ANY), PyUnicode_GetLength(__PY_ANY), PyUnicode_GET_LENGTH(__PY_ANY);
Py_ssize_t PyUnicode_GetSize(__PY_ANY), PyUnicode_GET_SIZE(__PY_ANY), PyUnicode_AsWideChar(__PY_ANY);
Py_ssize_t PyUnicode_Find(__PY_ANY), PySlice_AdjustIndices(__PY_ANY), Py_SIZE(__PY_ANY), Py_REFCNT(__PY_ANY);
Py_ssize_t PyBuffer_SizeFromFormat(__PY_ANY), PyVectorcall_NARGS(__PY_ANY), PyObject_Hash(__PY_ANY);
Py_ssize_t PyGC_Collect(__PY_ANY);
void PyObject_Free(void *), PyObject_Del(void *), PyMem_Free(void *), PyObject_GC_Del(void *);
void Py_IncRef(__PY_ANY), Py_DecRef(__PY_ANY), Py_INCREF(__PY_ANY), Py_DECREF(__PY_ANY), Py_XINCREF(__PY_ANY);
void Py_XDECREF(__PY_ANY), Py_SETREF(__PY_ANY), Py_XSETREF(__PY_ANY), Py_SET_REFCNT(__PY_ANY), Py_SET_SIZE(__PY_ANY);
void Py_SET_TYPE(__PY_ANY), Py_LeaveRecursiveCall(__PY_ANY), PyErr_SetString(__PY_ANY), PyErr_SetObject(__PY_ANY);
void PyErr_SetNone(__PY_ANY), PyErr_Clear(__PY_ANY), PyErr_Print(__PY_ANY), PyErr_PrintEx(__PY_ANY);
void PyErr_WriteUnraisable(__PY_ANY), PyErr_Fetch(__PY_ANY), PyErr_Restore(__PY_ANY);
void PyErr_NormalizeException(__PY_ANY), PyErr_SetInterrupt(__PY_ANY), PyErr_BadInternalCall(__PY_ANY);
void PyErr_SetRaisedException(__PY_ANY), PyException_SetCause(__PY_ANY), PyException_SetContext(__PY_ANY);
void PyException_SetTraceback(__PY_ANY), PyBuffer_Release(__PY_ANY), PyMem_RawFree(__PY_ANY), PyMem_Del(__PY_ANY);
void PyObject_GC_Track(__PY_ANY), PyObject_GC_UnTrack(__PY_ANY), PyObject_ClearWeakRefs(__PY_ANY);
void PyList_SET_ITEM(__PY_ANY), PyTuple_SET_ITEM(__PY_ANY), PyDict_Clear(__PY_ANY), PyType_Modified(__PY_ANY);
void PyEval_InitThreads(__PY_ANY), PyEval_RestoreThread(__PY_ANY), PyEval_AcquireThread(__PY_ANY);
void PyEval_ReleaseThread(__PY_ANY), PyGILState_Release(__PY_ANY), PyThreadState_Clear(__PY_ANY);
void PyThreadState_Delete(__PY_ANY), Py_Initialize(__PY_ANY), Py_InitializeEx(__PY_ANY), Py_Finalize(__PY_ANY);
void Py_Exit(__PY_ANY), Py_FatalError(__PY_ANY), Py_SetProgramName(__PY_ANY), Py_SetPythonHome(__PY_ANY);
void PySys_SetArgv(__PY_ANY), PySys_SetArgvEx(__PY_ANY), PySys_SetPath(__PY_ANY), PySys_WriteStdout(__PY_ANY);
void PySys_WriteStderr(__PY_ANY), PyUnicode_InternInPlace(__PY_ANY), PyUnicode_Append(__PY_ANY);
void PyUnicode_WRITE(__PY_ANY), PyBytes_Concat(__PY_ANY), PyBytes_ConcatAndDel(__PY_ANY);
void PyStructSequence_SetItem(__PY_ANY), PyStructSequence_InitType(__PY_ANY), PyStructSequence_SET_ITEM(__PY_ANY);
void PyThread_free_lock(__PY_ANY), PyThread_release_lock(__PY_ANY), PyTuple_ClearFreeList(__PY_ANY);
void _PyErr_ChainExceptions(__PY_ANY), PyUnstable_Object_EnableDeferredRefcount(__PY_ANY);
void PyUnstable_Module_SetGIL(__PY_ANY);
void *PyMem_Malloc(__PY_ANY), *PyMem_Calloc(__PY_ANY), *PyMem_Realloc(__PY_ANY), *PyMem_RawMalloc(__PY_ANY);
void *PyMem_RawCalloc(__PY_ANY), *PyMem_RawRealloc(__PY_ANY), *PyObject_Malloc(__PY_ANY), *PyObject_Calloc(__PY_ANY);
void *PyObject_Realloc(__PY_ANY), *PyCapsule_GetPointer(__PY_ANY), *PyCapsule_GetContext(__PY_ANY);
void *PyCapsule_Import(__PY_ANY), *PyCObject_AsVoidPtr(__PY_ANY), *PyLong_AsVoidPtr(__PY_ANY);
void *PyModule_GetState(__PY_ANY), *PyType_GetSlot(__PY_ANY), *PyType_GetModuleState(__PY_ANY);
void *PyBuffer_GetPointer(__PY_ANY), *PyUnicode_DATA(__PY_ANY), *PyThread_allocate_lock(__PY_ANY);
const char *PyUnicode_AsUTF8(__PY_ANY), *PyUnicode_AsUTF8AndSize(__PY_ANY), *PyModule_GetName(__PY_ANY);
const char *PyModule_GetFilename(__PY_ANY), *PyCapsule_GetName(__PY_ANY), *PyExceptionClass_Name(__PY_ANY);
const char *Py_GetVersion(__PY_ANY), *Py_GetPlatform(__PY_ANY), *PyEval_GetFuncName(__PY_ANY);
char *PyBytes_AsString(__PY_ANY), *PyBytes_AS_STRING(__PY_ANY), *PyByteArray_AsString(__PY_ANY);
char *PyByteArray_AS_STRING(__PY_ANY), *PyString_AsString(__PY_ANY), *PyString_AS_STRING(__PY_ANY);
char *PyUnicode_AS_DATA(__PY_ANY), *PyOS_double_to_string(__PY_ANY), *Py_EncodeLocale(__PY_ANY);
long PyLong_AsLong(__PY_ANY), PyInt_AsLong(__PY_ANY), PyLong_AsLongAndOverflow(__PY_ANY);
long long PyLong_AsLongLong(__PY_ANY), PyLong_AsLongLongAndOverflow(__PY_ANY);
unsigned long PyLong_AsUnsignedLong(__PY_ANY), PyLong_AsUnsignedLongMask(__PY_ANY), PyThread_get_thread_ident(__PY_ANY), PyType_GetFlags(__PY_ANY);
unsigned long long PyLong_AsUnsignedLongLong(__PY_ANY), PyLong_AsUnsignedLongLongMask(__PY_ANY);
size_t PyLong_AsSize_t(__PY_ANY);
double PyFloat_AsDouble(__PY_ANY), PyLong_AsDouble(__PY_ANY), PyOS_string_to_double(__PY_ANY), PyComplex_RealAsDouble(__PY_ANY);
double PyComplex_ImagAsDouble(__PY_ANY), PyFloat_GetMax(__PY_ANY), PyFloat_GetMin(__PY_ANY);
Py_complex PyComplex_AsCComplex(__PY_ANY);
Py_UCS4 PyUnicode_ReadChar(__PY_ANY);
wchar_t *PyUnicode_AsWideCharString(__PY_ANY), *Py_DecodeLocale(__PY_ANY);
PyThreadState *PyEval_SaveThread(void), *PyThreadState_Get(void), *PyThreadState_Swap(__PY_ANY), *PyThreadState_New(__PY_ANY), *PyGILState_GetThisThreadState(void);
PyInterpreterState *PyInterpreterState_Get(void), *PyInterpreterState_Main(void);
PyGILState_STATE PyGILState_Ensure(void);
PyFrameObject *PyEval_GetFrame(void), *PyThreadState_GetFrame(__PY_ANY);
PyCodeObject *PyFrame_GetCode(__PY_ANY), *PyCode_NewEmpty(__PY_ANY);
PyModuleDef *PyModule_GetDef(__PY_ANY);
PyTypeObject *PyStructSequence_NewType(__PY_ANY);
extern int (*PyOS_InputHook)(void);
#ifdef __cplusplus
}
#endif
