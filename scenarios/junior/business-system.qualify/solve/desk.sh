#!/bin/bash
# Nothing is asked of the role desk.
true
