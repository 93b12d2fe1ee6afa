"""One file a family; importing one adds its cases."""

import importlib
import pkgutil

for family in pkgutil.iter_modules(__path__):
    importlib.import_module(f"families.{family.name}")
