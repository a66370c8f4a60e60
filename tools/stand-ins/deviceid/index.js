// Telemetry is off: every installation may be the same one.
exports.getDeviceId = async () => "00000000-0000-0000-0000-000000000000";
