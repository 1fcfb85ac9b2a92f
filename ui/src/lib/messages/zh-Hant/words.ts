// 繁體中文：這個領域的用語。
import type { Messages } from "../types";

export const tasks: Messages["tasks"] = {
  stop: "停止",
  stopping: "停止中…",
};

export const colours: Messages["colours"] = {
  yellow: "黃",
  red: "硃紅",
  green: "綠",
  blue: "藍",
  purple: "紫",
};

export const roles: Messages["roles"] = { interviewer: "訪問者", interviewee: "受訪者", other: "其他" };

export const languages: Messages["languages"] = { unknown: "未知" };
