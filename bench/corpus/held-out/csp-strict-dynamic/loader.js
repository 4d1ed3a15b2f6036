const s = document.createElement('script');
s.src = '/live.js';
document.head.append(s);
