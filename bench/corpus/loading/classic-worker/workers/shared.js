function socketFor(name) { return 'wss://' + self.location.host + '/w/' + name; }
