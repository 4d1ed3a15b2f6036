import { describe, expect, test } from 'vitest';
import { isPlaceholderAuthority } from './placeholder.ts';

describe('authorities to be filled in', () => {
  test.each([
    'host',
    'HOST',
    'hostname',
    'host-name',
    'host:8080',
    'host:port',
    'domain',
    'server-name',
    'ip-address:8080',
    'IP_ADDRESS',
    'user:password@host',
    'your-domain.com',
    'yourdomain.com',
    'your_server',
    'Your-Server.example',
    'api.your-company.com',
    'yourapp.fly.dev',
    'xxx.example.com',
    'x.x.x.x:80',
    'SERVER_HOST:8080',
    '__HOST__',
    'localhost:PORT',
    'example.com:port',
    '%s:%d',
    '%HOSTNAME%',
    '..',
    '...',
  ])('%s is', (authority) => {
    expect(isPlaceholderAuthority(authority)).toBe(true);
  });

  test.each([
    'example.com',
    'localhost:3000',
    'backend:8080',
    'server',
    'hosting.example',
    'myhost.example',
    'ghost',
    'domain.example',
    'yourstory.com',
    'x.com',
    'xx--a.example',
    'SHOP.EXAMPLE',
    'bücher.example',
    '10.0.0.1:80',
    '[::1]:80',
    'a%20b',
    'user@shop.example',
  ])('%s is not', (authority) => {
    expect(isPlaceholderAuthority(authority)).toBe(false);
  });
});
