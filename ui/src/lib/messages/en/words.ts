// English: the words of the domain.
/** Work that takes long. */
export const tasks = {
  stop: "Stop",
  stopping: "Stopping…",
};

export const colours = { yellow: "Yellow", red: "Vermilion", green: "Green", blue: "Blue", purple: "Purple" };

export const roles = { interviewer: "Interviewer", interviewee: "Interviewee", other: "Other" };

export const languages = { unknown: "Unknown" };
