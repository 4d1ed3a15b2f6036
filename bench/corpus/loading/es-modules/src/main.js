import connect, { paths as routes } from './net/index.js';
import * as env from './env.js';
connect(env.HOST, routes.orders);
