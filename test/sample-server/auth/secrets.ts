import { randomBytes, randomInt } from "node:crypto";

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

function random(length: number): string {
  return Array.from({ length }, () => letters.charAt(randomInt(letters.length))).join("");
}

/** Eight letters or digits, a dot, 32 more. */
export function newAccessTokenValue(): string {
  return `${random(8)}.${random(32)}`;
}

/** The legacy key of `Authorization: Token`. */
export function newKey(): string {
  return randomBytes(20).toString("hex");
}

export function newSessionKey(): string {
  return random(32).toLowerCase();
}

export function newCsrfToken(): string {
  return random(32);
}
