/**
 * The OpenAPI document: what the annotations beside the code leave unsaid. It works while the
 * service is built, on the document alone: {@code META-INF/openapi.yaml} says once what recurs, and
 * {@code openapi/} in the resources keeps what the service answered a test. Leans on {@code web},
 * for the problem types.
 */
@NullMarked
package cn.fuhan.openapi;

import org.jspecify.annotations.NullMarked;
