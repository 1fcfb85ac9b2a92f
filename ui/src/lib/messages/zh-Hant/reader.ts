// 繁體中文：閱讀畫面。
import type { Messages } from "../types";

export const reader: Messages["reader"] = {
  label: "訪談",
};
