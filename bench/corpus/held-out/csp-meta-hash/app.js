new WebSocket('/own');
