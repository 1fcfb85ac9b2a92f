// 繁體中文：出了什麼錯、可以怎麼辦。
import type { Messages } from "../types";

export const errors: Messages["errors"] = { unknown: "發生錯誤，沒有任何變更。" };

export const errorCodes: Messages["errorCodes"] = {
  noSuchDocument: () => "書庫裡已經沒有這篇訪談。",
};
