//! The layout held against its promises.
