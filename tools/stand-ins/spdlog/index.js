// The real one is native. Without any, output channels stay empty and no log file is written.
// Each name is exported by itself: VS Code imports this as an ES module, which sees no others.
const fs = require("node:fs");
const path = require("node:path");

const levels = ["trace", "debug", "info", "warn", "error", "critical"];

class Logger {
  constructor(_name, file) {
    this.file = file;
    this.level = levels.indexOf("info");
    this.formatted = false;
    fs.mkdirSync(path.dirname(file), { recursive: true });
  }

  write(level, message) {
    if (levels.indexOf(level) < this.level) return;
    fs.appendFileSync(
      this.file,
      this.formatted ? message : `${new Date().toISOString()} [${level}] ${message}\n`,
    );
  }

  getLevel() {
    return this.level;
  }

  setLevel(level) {
    this.level = level;
  }

  /** From here on the caller formats the lines, with their ends. */
  clearFormatters() {
    this.formatted = true;
  }

  setPattern() {}
  setFlushOn() {}
  flush() {}
  drop() {}
}
for (const level of levels) {
  Logger.prototype[level] = function (message) {
    this.write(level, message);
  };
}

const create = (...args) => new Logger(...args);
exports.version = 1;
exports.Logger = Logger;
exports.createRotatingLogger = create;
exports.createAsyncRotatingLogger = async (...args) => create(...args);
exports.setLevel = () => undefined;
exports.setFlushOn = () => undefined;
exports.shutdown = () => undefined;
