//! Reading on all cores, with one thread that tells how far it is and hears when to stop.

use crate::files::devices::Watch;
use std::num::NonZero;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;

/// How far the reading of a book is.
#[derive(Debug)]
pub(super) struct Progress {
    /// Bytes read, and all there are.
    done: AtomicU64,
    of: u64,
    stopped: AtomicBool,
}

impl Progress {
    pub(super) fn new(of: u64) -> Self {
        Self { done: AtomicU64::new(0), of, stopped: AtomicBool::new(false) }
    }

    pub(super) fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }

    /// More bytes are behind; to be called on the thread of the watch.
    pub(super) fn more(&self, bytes: u64, watch: &dyn Watch) {
        self.done.fetch_add(bytes, Ordering::Relaxed);
        watch.part(self.done.load(Ordering::Relaxed).min(self.of), self.of);
        if watch.is_stopped() {
            self.stopped.store(true, Ordering::Relaxed);
        }
    }

    /// Runs `step` on up to `most` threads until it gives `None`, or somebody stops it. A step gives the bytes it
    /// has read. What one thread learned is handed to its next step.
    pub(super) fn on_all_cores<L: Default>(
        &self,
        most: usize,
        watch: &dyn Watch,
        step: impl Fn(&mut L) -> Option<u64> + Sync,
    ) {
        let beside = || {
            let mut learned = L::default();
            while !self.is_stopped()
                && let Some(bytes) = step(&mut learned)
            {
                self.done.fetch_add(bytes, Ordering::Relaxed);
            }
        };
        thread::scope(|scope| {
            for _ in 1..thread::available_parallelism().map_or(1, NonZero::get).min(most) {
                // Where the system has no thread to give, the others do its share.
                thread::Builder::new().spawn_scoped(scope, beside).ok();
            }
            let mut learned = L::default();
            while !self.is_stopped()
                && let Some(bytes) = step(&mut learned)
            {
                self.more(bytes, watch);
            }
        });
    }
}

/// What a thread left behind is whole: none of them panics while it holds the lock.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
