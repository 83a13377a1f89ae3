from Cython.Build import cythonize
from setuptools import Extension, setup

setup(
    packages=["brook"],
    ext_modules=cythonize([Extension("brook._brook", ["brook/_brook.pyx", "native/brook.c"], include_dirs=["native"])]),
)
