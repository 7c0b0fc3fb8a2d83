//! One integration test binary: the shape of the code, and the program as a stranger uses it.

#![expect(clippy::expect_used, reason = "what a test sets up has to be there")]

mod architecture;
mod books;
mod command_line;
mod devices;
mod evidence;
mod golden;
mod next;
mod path;
mod plans;
mod plans_of_cases;
mod previews;
mod reference;
mod renewals;
mod samples;
mod what_if;
mod worksheets;
