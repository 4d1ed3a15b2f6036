window.path = '/deferred';
