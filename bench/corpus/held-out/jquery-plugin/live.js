(function ($) {
  var defaults = { path: '/none', secure: false };
  function Live(el, o) { this.$el = $(el); this.o = $.extend({}, defaults, this.$el.data('live'), o); this.init(); }
  Live.prototype = { constructor: Live, init: function () { var self = this; this.ws = new WebSocket((this.o.secure ? 'wss:' : 'ws:') + '//' + window.location.host + this.o.path); this.ws.onmessage = function (e) { self.$el.text(e.data); }; } };
  $.fn.live2 = function (o) { return this.each(function () { if (!$.data(this, 'live2')) $.data(this, 'live2', new Live(this, o)); }); };
})(jQuery);
