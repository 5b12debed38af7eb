/**
 * The reply letter (复函): draft, revisions, publication, the public API and pages, QR codes. Leans
 * on web, search, seal.
 */
@NullMarked
package cn.fuhan.reply;

import org.jspecify.annotations.NullMarked;
