export {
  RATE_LIMIT_MAX,
  RATE_LIMIT_WINDOW_MS,
  admitTrigger,
  type RateLimitOutcome,
  type RateLimitState,
} from './rate-limit.js';
