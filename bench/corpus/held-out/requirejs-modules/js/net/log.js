define(function (require, exports, module) {
  module.exports = function (text) {
    console.log(text);
  };
});
