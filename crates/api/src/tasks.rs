//! What takes long: saying how far it is, and calling it off.

use crate::api::{Api, Result};
use crate::wire::{Nothing, ProgressEvent, Task};
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{PoisonError, RwLock};
use vermilion_core::backups::Progress;

type Listener = Box<dyn Fn(&ProgressEvent) + Send + Sync>;

/// How finely it is told how far a task of very many steps is: as percents.
pub(crate) const TOLD: u64 = 100;

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
    pub(crate) fn begin(&self, task: Task) -> impl Fn(Progress) -> ControlFlow<()> {
        let running = self.run(task);
        move |Progress { done, total }| {
            running.tell(done, total);
            running.goes_on()
        }
    }

    /// A task that begins now.
    pub(crate) fn run(&self, task: Task) -> Running<'_> {
        Running { tasks: self, task, before: self.cancelled.load(Ordering::Relaxed) }
    }
}

/// A task that is under way.
pub(crate) struct Running<'t> {
    tasks: &'t Tasks,
    task: Task,
    /// How often something had been called off when it began.
    before: u64,
}

impl Running<'_> {
    /// Says how far it is.
    pub(crate) fn tell(&self, done: u64, total: u64) {
        let event = ProgressEvent { task: self.task, done, total };
        for listener in self.tasks.listeners.read().unwrap_or_else(PoisonError::into_inner).iter() {
            listener(&event);
        }
    }

    /// Whether nobody has called it off.
    pub(crate) fn goes_on(&self) -> ControlFlow<()> {
        if self.tasks.cancelled.load(Ordering::Relaxed) == self.before {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
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
