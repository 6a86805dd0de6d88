/** For the doors, which may not reach past the application. */
export { inTransaction, isUniqueViolation, mayBeRepeated } from '../store/transaction';
