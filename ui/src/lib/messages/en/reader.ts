// English: the reading view.
export const reader = {
  label: "Interview",
};
