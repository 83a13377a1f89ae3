// Stands in for <numpy/arrayobject.h> of NumPy. A function takes any arguments, as in <Python.h>.
#pragma once
#include <Python.h>
#ifdef __cplusplus
extern "C" {
#endif
#define NPY_VERSION 0x02000000
#define NPY_ABI_VERSION 0x02000000
#define NPY_API_VERSION 0x00000012
#define NPY_FEATURE_VERSION NPY_API_VERSION
#define NPY_1_7_API_VERSION 0x00000007
#define NPY_1_8_API_VERSION 0x00000008
#define NPY_1_20_API_VERSION 0x0000000e
#define NPY_1_22_API_VERSION 0x0000000f
#define NPY_2_0_API_VERSION 0x00000012
typedef Py_intptr_t npy_intp;
typedef Py_uintptr_t npy_uintp;
typedef unsigned char npy_bool, npy_ubyte, npy_uint8;
typedef signed char npy_byte, npy_int8;
typedef short npy_short, npy_int16;
typedef unsigned short npy_ushort, npy_uint16, npy_half, npy_float16;
typedef int npy_int, npy_int32;
typedef unsigned npy_uint, npy_uint32, npy_ucs4;
typedef long npy_long;
typedef unsigned long npy_ulong;
typedef long long npy_longlong;
typedef unsigned long long npy_ulonglong;
typedef int64_t npy_int64, npy_datetime, npy_timedelta;
typedef uint64_t npy_uint64;
typedef float npy_float, npy_float32;
typedef double npy_double, npy_float64;
typedef long double npy_longdouble;
typedef struct { float real, imag; } npy_cfloat, npy_complex64;
typedef struct { double real, imag; } npy_cdouble, npy_complex128;
typedef Py_hash_t npy_hash_t;
#define NPY_TRUE 1
#define NPY_FALSE 0
#define NPY_INTP_FMT "ld"
#define NPY_MAX_INTP PY_SSIZE_T_MAX
#define NPY_PI 3.14159265358979323846
#define NPY_INFINITY INFINITY
#define NPY_INFINITYF INFINITY
#define NPY_NAN NAN
#define NPY_NANF NAN
#define NPY_INLINE inline
#define NPY_NO_EXPORT
#define NPY_UNUSED(x) x
enum NPY_TYPES {
  NPY_BOOL, NPY_BYTE, NPY_UBYTE, NPY_SHORT, NPY_USHORT, NPY_INT, NPY_UINT, NPY_LONG, NPY_ULONG, NPY_LONGLONG, NPY_ULONGLONG, NPY_FLOAT,
  NPY_DOUBLE, NPY_LONGDOUBLE, NPY_CFLOAT, NPY_CDOUBLE, NPY_CLONGDOUBLE, NPY_OBJECT, NPY_STRING, NPY_UNICODE, NPY_VOID, NPY_DATETIME,
  NPY_TIMEDELTA, NPY_HALF, NPY_NTYPES, NPY_NOTYPE, NPY_USERDEF = 256, NPY_INT8 = NPY_BYTE, NPY_UINT8 = NPY_UBYTE, NPY_INT16 = NPY_SHORT,
  NPY_UINT16 = NPY_USHORT, NPY_INT32 = NPY_INT, NPY_UINT32 = NPY_UINT, NPY_INT64 = NPY_LONG, NPY_UINT64 = NPY_ULONG, NPY_INTP = NPY_LONG,
  NPY_UINTP = NPY_ULONG, NPY_FLOAT16 = NPY_HALF, NPY_FLOAT32 = NPY_FLOAT, NPY_FLOAT64 = NPY_DOUBLE, NPY_COMPLEX64 = NPY_CFLOAT,
  NPY_COMPLEX128 = NPY_CDOUBLE, NPY_DEFAULT_TYPE = NPY_DOUBLE
};
#define PyArray_BOOL NPY_BOOL
#define PyArray_INT NPY_INT
#define PyArray_LONG NPY_LONG
#define PyArray_FLOAT NPY_FLOAT
#define PyArray_DOUBLE NPY_DOUBLE
#define PyArray_OBJECT NPY_OBJECT
typedef enum { NPY_ANYORDER = -1, NPY_CORDER, NPY_FORTRANORDER, NPY_KEEPORDER } NPY_ORDER;
typedef enum { NPY_NO_CASTING, NPY_EQUIV_CASTING, NPY_SAFE_CASTING, NPY_SAME_KIND_CASTING, NPY_UNSAFE_CASTING } NPY_CASTING;
typedef enum { NPY_CLIP, NPY_WRAP, NPY_RAISE } NPY_CLIPMODE;
#define NPY_MAXDIMS 64
#define NPY_ARRAY_C_CONTIGUOUS 0x0001
#define NPY_ARRAY_F_CONTIGUOUS 0x0002
#define NPY_ARRAY_OWNDATA 0x0004
#define NPY_ARRAY_FORCECAST 0x0010
#define NPY_ARRAY_ENSURECOPY 0x0020
#define NPY_ARRAY_ENSUREARRAY 0x0040
#define NPY_ARRAY_ALIGNED 0x0100
#define NPY_ARRAY_NOTSWAPPED 0x0200
#define NPY_ARRAY_WRITEABLE 0x0400
#define NPY_ARRAY_WRITEBACKIFCOPY 0x2000
#define NPY_ARRAY_BEHAVED (NPY_ARRAY_ALIGNED | NPY_ARRAY_WRITEABLE)
#define NPY_ARRAY_CARRAY (NPY_ARRAY_C_CONTIGUOUS | NPY_ARRAY_BEHAVED)
#define NPY_ARRAY_CARRAY_RO (NPY_ARRAY_C_CONTIGUOUS | NPY_ARRAY_ALIGNED)
#define NPY_ARRAY_FARRAY (NPY_ARRAY_F_CONTIGUOUS | NPY_ARRAY_BEHAVED)
#define NPY_ARRAY_DEFAULT NPY_ARRAY_CARRAY
#define NPY_ARRAY_IN_ARRAY NPY_ARRAY_CARRAY_RO
#define NPY_ARRAY_OUT_ARRAY NPY_ARRAY_CARRAY
#define NPY_ARRAY_INOUT_ARRAY NPY_ARRAY_CARRAY
#define NPY_ARRAY_INOUT_ARRAY2 (NPY_ARRAY_CARRAY | NPY_ARRAY_WRITEBACKIFCOPY)
#define NPY_C_CONTIGUOUS NPY_ARRAY_C_CONTIGUOUS
#define NPY_F_CONTIGUOUS NPY_ARRAY_F_CONTIGUOUS
#define NPY_OWNDATA NPY_ARRAY_OWNDATA
#define NPY_FORCECAST NPY_ARRAY_FORCECAST
#define NPY_ALIGNED NPY_ARRAY_ALIGNED
#define NPY_WRITEABLE NPY_ARRAY_WRITEABLE
#define NPY_IN_ARRAY NPY_ARRAY_IN_ARRAY
#define NPY_OUT_ARRAY NPY_ARRAY_OUT_ARRAY
#define NPY_INOUT_ARRAY NPY_ARRAY_INOUT_ARRAY
#define NPY_BEGIN_ALLOW_THREADS Py_BEGIN_ALLOW_THREADS
#define NPY_END_ALLOW_THREADS Py_END_ALLOW_THREADS
typedef struct { PyObject ob_base; PyTypeObject *typeobj; char kind, type, byteorder; int type_num, elsize, alignment; PyObject *fields, *names; } PyArray_Descr;
typedef struct { PyObject ob_base; char *data; int nd; npy_intp *dimensions, *strides; PyObject *base; PyArray_Descr *descr; int flags; } PyArrayObject, PyArrayObject_fields;
typedef struct { PyObject ob_base; npy_intp index, size, coordinates[NPY_MAXDIMS]; char *dataptr; } PyArrayIterObject, PyArrayMultiIterObject, PyArrayNeighborhoodIterObject;
typedef struct { npy_intp *ptr; int len; } PyArray_Dims;
typedef struct NpyIter NpyIter;
extern PyTypeObject PyArray_Type, PyArrayDescr_Type, PyGenericArrType_Type, PyFloatArrType_Type, PyDoubleArrType_Type, PyIntArrType_Type;
#define import_array() ((void)0)
#define import_array1(result) ((void)0)
#define import_array2(message, result) ((void)0)
#define import_umath() ((void)0)
#define import_ufunc() ((void)0)
#define PyArray_IsScalar(object, kind) PyArray_CheckScalar(object)
#define PyArray_malloc malloc
#define PyArray_free free
#define PyDimMem_NEW(n) ((npy_intp *)malloc((n) * sizeof(npy_intp)))
#define PyDimMem_FREE free
PyObject *PyArray_SimpleNew(__PY_ANY), *PyArray_SimpleNewFromData(__PY_ANY), *PyArray_SimpleNewFromDescr(__PY_ANY);
PyObject *PyArray_New(__PY_ANY), *PyArray_NewFromDescr(__PY_ANY), *PyArray_NewLikeArray(__PY_ANY);
PyObject *PyArray_NewCopy(__PY_ANY), *PyArray_Empty(__PY_ANY), *PyArray_Zeros(__PY_ANY), *PyArray_EMPTY(__PY_ANY);
PyObject *PyArray_ZEROS(__PY_ANY), *PyArray_Arange(__PY_ANY), *PyArray_FromAny(__PY_ANY), *PyArray_FROM_O(__PY_ANY);
PyObject *PyArray_FROM_OT(__PY_ANY), *PyArray_FROM_OF(__PY_ANY), *PyArray_FROM_OTF(__PY_ANY);
PyObject *PyArray_FROMANY(__PY_ANY), *PyArray_ContiguousFromAny(__PY_ANY), *PyArray_ContiguousFromObject(__PY_ANY);
PyObject *PyArray_CopyFromObject(__PY_ANY), *PyArray_FromObject(__PY_ANY), *PyArray_FromArray(__PY_ANY);
PyObject *PyArray_FromBuffer(__PY_ANY), *PyArray_FromString(__PY_ANY), *PyArray_Cast(__PY_ANY);
PyObject *PyArray_CastToType(__PY_ANY), *PyArray_Copy(__PY_ANY), *PyArray_Reshape(__PY_ANY);
PyObject *PyArray_Newshape(__PY_ANY), *PyArray_Ravel(__PY_ANY), *PyArray_Flatten(__PY_ANY);
PyObject *PyArray_Transpose(__PY_ANY), *PyArray_Squeeze(__PY_ANY), *PyArray_View(__PY_ANY), *PyArray_Return(__PY_ANY);
PyObject *PyArray_Scalar(__PY_ANY), *PyArray_ToScalar(__PY_ANY), *PyArray_GETITEM(__PY_ANY), *PyArray_Sum(__PY_ANY);
PyObject *PyArray_Mean(__PY_ANY), *PyArray_Max(__PY_ANY), *PyArray_Min(__PY_ANY), *PyArray_ArgMax(__PY_ANY);
PyObject *PyArray_ArgSort(__PY_ANY), *PyArray_Concatenate(__PY_ANY), *PyArray_MatrixProduct(__PY_ANY);
PyObject *PyArray_BASE(__PY_ANY), *PyArray_GetField(__PY_ANY), *PyArray_IterNew(__PY_ANY);
PyObject *PyArray_MultiIterNew(__PY_ANY), *PyArray_ToList(__PY_ANY), *PyArray_Take(__PY_ANY);
PyObject *PyArray_Choose(__PY_ANY), *PyArray_Where(__PY_ANY), *PyArray_GETCONTIGUOUS(__PY_ANY);
PyObject *PyArray_EnsureArray(__PY_ANY), *PyArray_EnsureAnyArray(__PY_ANY), *PyArray_CheckFromAny(__PY_ANY);
PyObject *PyArray_SwapAxes(__PY_ANY), *PyArray_Diagonal(__PY_ANY), *PyArray_InnerProduct(__PY_ANY);
PyObject *PyArray_Nonzero(__PY_ANY), *PyArray_Clip(__PY_ANY), *PyArray_Conjugate(__PY_ANY);
PyObject *PyArray_Byteswap(__PY_ANY);
int PyArray_Check(__PY_ANY), PyArray_CheckExact(__PY_ANY), PyArray_CheckScalar(__PY_ANY);
int PyArray_CheckAnyScalar(__PY_ANY), PyArray_IsPythonNumber(__PY_ANY), PyArray_NDIM(__PY_ANY);
int PyArray_TYPE(__PY_ANY), PyArray_FLAGS(__PY_ANY), PyArray_ISCONTIGUOUS(__PY_ANY);
int PyArray_IS_C_CONTIGUOUS(__PY_ANY), PyArray_IS_F_CONTIGUOUS(__PY_ANY), PyArray_ISFORTRAN(__PY_ANY);
int PyArray_ISCARRAY(__PY_ANY), PyArray_ISCARRAY_RO(__PY_ANY), PyArray_ISBEHAVED(__PY_ANY);
int PyArray_ISALIGNED(__PY_ANY), PyArray_ISWRITEABLE(__PY_ANY), PyArray_ISNOTSWAPPED(__PY_ANY);
int PyArray_ISONESEGMENT(__PY_ANY), PyArray_ISINTEGER(__PY_ANY), PyArray_ISFLOAT(__PY_ANY);
int PyArray_ISCOMPLEX(__PY_ANY), PyArray_ISNUMBER(__PY_ANY), PyArray_ISBOOL(__PY_ANY), PyArray_ISSTRING(__PY_ANY);
int PyArray_ISOBJECT(__PY_ANY), PyArray_ISUNSIGNED(__PY_ANY), PyArray_ISSIGNED(__PY_ANY), PyArray_SETITEM(__PY_ANY);
int PyArray_SetBaseObject(__PY_ANY), PyArray_CopyInto(__PY_ANY), PyArray_MoveInto(__PY_ANY);
int PyArray_EquivTypes(__PY_ANY), PyArray_EquivTypenums(__PY_ANY), PyArray_CanCastSafely(__PY_ANY);
int PyArray_CanCastTo(__PY_ANY), PyArray_CanCastTypeTo(__PY_ANY), PyArray_CanCastArrayTo(__PY_ANY);
int PyArray_ObjectType(__PY_ANY), PyArray_AsCArray(__PY_ANY), PyArray_Free(__PY_ANY), PyArray_SAMESHAPE(__PY_ANY);
int PyArray_CompareLists(__PY_ANY), PyArray_FillWithScalar(__PY_ANY), PyArray_RegisterDataType(__PY_ANY);
int PyArray_DescrConverter(__PY_ANY), PyArray_DescrConverter2(__PY_ANY), PyArray_DescrCheck(__PY_ANY);
int PyArray_Converter(__PY_ANY), PyArray_OutputConverter(__PY_ANY), PyArray_OrderConverter(__PY_ANY);
int PyArray_IntpConverter(__PY_ANY), PyArray_BoolConverter(__PY_ANY), PyArray_HasArrayInterface(__PY_ANY);
int PyArray_ResolveWritebackIfCopy(__PY_ANY), PyArray_SetWritebackIfCopyBase(__PY_ANY), PyArray_Sort(__PY_ANY);
int PyArray_XDECREF_ERR(__PY_ANY), PyArray_FinalizeFunc(__PY_ANY), PyArray_ITER_NOTDONE(__PY_ANY);
int PyArray_MultiIter_NOTDONE(__PY_ANY), PyDataType_HASFIELDS(__PY_ANY), PyTypeNum_ISINTEGER(__PY_ANY);
int PyTypeNum_ISFLOAT(__PY_ANY), PyTypeNum_ISCOMPLEX(__PY_ANY), PyTypeNum_ISBOOL(__PY_ANY);
int PyTypeNum_ISNUMBER(__PY_ANY), PyArray_PyIntAsInt(__PY_ANY), NpyIter_GetNDim(__PY_ANY);
int NpyIter_Deallocate(__PY_ANY), NpyIter_Reset(__PY_ANY), _import_array(__PY_ANY), _import_umath(__PY_ANY);
npy_intp *PyArray_DIMS(__PY_ANY), *PyArray_SHAPE(__PY_ANY), *PyArray_STRIDES(__PY_ANY);
npy_intp PyArray_DIM(__PY_ANY), PyArray_STRIDE(__PY_ANY), PyArray_SIZE(__PY_ANY), PyArray_Size(__PY_ANY), PyArray_NBYTES(__PY_ANY), PyArray_ITEMSIZE(__PY_ANY);
npy_intp PyArray_MultiplyList(__PY_ANY), PyArray_CountNonzero(__PY_ANY), PyArray_PyIntAsIntp(__PY_ANY);
void *PyArray_DATA(__PY_ANY), *PyArray_GETPTR1(__PY_ANY), *PyArray_GETPTR2(__PY_ANY), *PyArray_GETPTR3(__PY_ANY), *PyArray_GETPTR4(__PY_ANY);
void *PyArray_GetPtr(__PY_ANY), *PyArray_ITER_DATA(__PY_ANY), *PyArray_MultiIter_DATA(__PY_ANY), *PyDataMem_NEW(__PY_ANY);
char *PyArray_BYTES(__PY_ANY);
void PyArray_ENABLEFLAGS(__PY_ANY), PyArray_CLEARFLAGS(__PY_ANY), PyArray_UpdateFlags(__PY_ANY), PyArray_XDECREF(__PY_ANY), PyArray_INCREF(__PY_ANY);
void PyArray_ITER_NEXT(__PY_ANY), PyArray_ITER_RESET(__PY_ANY), PyArray_MultiIter_NEXT(__PY_ANY), PyArray_FILLWBYTE(__PY_ANY);
void PyArray_DiscardWritebackIfCopy(__PY_ANY), PyDataMem_FREE(__PY_ANY);
PyArray_Descr *PyArray_DESCR(__PY_ANY), *PyArray_DTYPE(__PY_ANY), *PyArray_DescrFromType(__PY_ANY), *PyArray_DescrFromObject(__PY_ANY);
PyArray_Descr *PyArray_DescrFromScalar(__PY_ANY), *PyArray_DescrNew(__PY_ANY), *PyArray_DescrNewFromType(__PY_ANY);
NpyIter *NpyIter_New(__PY_ANY), *NpyIter_MultiNew(__PY_ANY);
float npy_half_to_float(npy_half);
npy_half npy_float_to_half(float);
#ifdef __cplusplus
}
#endif
