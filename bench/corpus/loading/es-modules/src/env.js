export const HOST = 'mod.shop.test';
