//! One integration test binary: the shape of the code, and the program as a stranger uses it.

mod architecture;
mod command_line;
mod devices;
mod golden;
mod samples;
