// English: the words of the domain.
export const colours = { yellow: "Yellow", red: "Vermilion", green: "Green", blue: "Blue", purple: "Purple" };

export const roles = { interviewer: "Interviewer", interviewee: "Interviewee", other: "Other" };

export const languages = { unknown: "Unknown" };
