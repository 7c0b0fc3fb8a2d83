//! Stories on the desk, told by role and name.
