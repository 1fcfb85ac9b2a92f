// English: what went wrong, and what can be done about it. `errorCodes` has one entry a code of the core, in camelCase.
type Params = Record<string, string>;

export const errors = { unknown: "Something went wrong. Nothing was changed." };

export const errorCodes = {
  noSuchDocument: (_params: Params) => "This interview is no longer in the library.",
};
