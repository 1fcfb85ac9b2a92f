//! What takes long: saying how far it is, and calling it off.

use crate::api::{Api, Result};
use crate::wire::{Nothing, ProgressEvent, Task};
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{PoisonError, RwLock};
use vermilion_core::backups::Progress;

type Listener = Box<dyn Fn(&ProgressEvent) + Send + Sync>;

/// The tasks under way.
#[derive(Default)]
pub(crate) struct Tasks {
    listeners: RwLock<Vec<Listener>>,
    /// How often somebody has called off what was under way.
    cancelled: AtomicU64,
}

impl Tasks {
    pub(crate) fn listen(&self, listener: impl Fn(&ProgressEvent) + Send + Sync + 'static) {
        self.listeners.write().unwrap_or_else(PoisonError::into_inner).push(Box::new(listener));
    }

    pub(crate) fn cancel(&self) {
        self.cancelled.fetch_add(1, Ordering::Relaxed);
    }

    /// What to call now and then while a task takes its time. What was called off before it began is another's.
    pub(crate) fn begin(&self, task: Task) -> impl FnMut(Progress) -> ControlFlow<()> {
        let before = self.cancelled.load(Ordering::Relaxed);
        move |Progress { done, total }| {
            for listener in self.listeners.read().unwrap_or_else(PoisonError::into_inner).iter() {
                listener(&ProgressEvent { task, done, total });
            }
            if self.cancelled.load(Ordering::Relaxed) == before {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            }
        }
    }
}

impl Api {
    /// Calls `listener` now and then while something takes long, on the thread that does it.
    pub fn on_progress(&self, listener: impl Fn(&ProgressEvent) + Send + Sync + 'static) {
        self.tasks.listen(listener);
    }

    /// Calls off what takes long: its command is refused with `cancelled`, and everything is as it was.
    ///
    /// # Errors
    /// None.
    pub fn task_cancel(&self, _: Nothing) -> Result<Nothing> {
        self.tasks.cancel();
        Ok(Nothing {})
    }
}
