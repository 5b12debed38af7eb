/**
 * The receipt (回执): invitations, receipts, the phone form. Leans on web, audit, access, calendar,
 * reply.
 */
@NullMarked
package cn.fuhan.receipt;

import org.jspecify.annotations.NullMarked;
