class Level extends AudioWorkletProcessor { process() { return false; } }
registerProcessor('level', Level);
