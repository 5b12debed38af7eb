// Made from openapi/openapi.yaml by `npm run types`.

export interface paths {
    "/api/v1/replies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listReplies"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/replies/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getReply"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/replies/{code}/receipts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["sendReceipt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @enum {string} */
        Disclosure: "FULL" | "TITLE_ONLY" | "NONE";
        ExcerptPiece: {
            match: boolean;
            text: string;
        };
        FieldError: {
            detail: string;
            pointer: string;
        };
        /** @enum {string} */
        Kind: "PROPOSAL" | "SUGGESTION";
        /** @enum {string} */
        Outcome: "A" | "B" | "C" | "D";
        Problem: {
            type: string;
            title: string;
            status: number;
            detail: string;
            errors?: components["schemas"]["FieldError"][];
            reason?: string;
        } & {
            [key: string]: unknown;
        };
        Proposal: {
            number?: string | null;
            proposers?: string[];
            session?: string | null;
            title?: string | null;
        };
        /** @enum {string} */
        Rating: "SATISFIED" | "MOSTLY_SATISFIED" | "UNDERSTANDING" | "UNSATISFIED";
        Receipt: {
            amendableUntil: string;
            attitude: components["schemas"]["Rating"] | null;
            contact: string | null;
            number: string;
            opinion: string | null;
            proposer: string;
            rating: components["schemas"]["Rating"];
            receivedAt: string;
            replyCode: string;
            replyRevision: number | null;
            version: number;
        };
        ReceiptAnswer: {
            attitude?: components["schemas"]["Rating"] | null;
            contact?: string | null;
            opinion?: string | null;
            rating: components["schemas"]["Rating"];
        };
        Reply: {
            addressees: string[];
            closing: string | null;
            coHandlers: string[];
            code: string;
            copiedTo: string[];
            department: string | null;
            digest: string | null;
            disclosure: components["schemas"]["Disclosure"];
            documentNumber: string | null;
            genre: string | null;
            indexNumber: string | null;
            issuedOn: string | null;
            kind: components["schemas"]["Kind"];
            letterDate: string | null;
            opening: string | null;
            outcome: components["schemas"]["Outcome"] | null;
            proposal: components["schemas"]["Proposal"];
            publishedAt: string;
            publishedOn: string | null;
            revision: number;
            sections: components["schemas"]["Section"][];
            signature: string | null;
            signedOffBy: string | null;
            title: string;
            topics: string[];
        };
        ReplyItem: {
            code: string;
            department: string | null;
            disclosure: components["schemas"]["Disclosure"];
            documentNumber: string | null;
            excerpt: components["schemas"]["ExcerptPiece"][];
            issuedOn: string | null;
            kind: components["schemas"]["Kind"];
            outcome: components["schemas"]["Outcome"] | null;
            proposal: components["schemas"]["Proposal"];
            publishedOn: string | null;
            revision: number;
            title: string;
            topics: string[];
        };
        ReplyList: {
            estimatedTotal: number | null;
            items: components["schemas"]["ReplyItem"][];
            next: string | null;
        };
        Section: {
            heading?: string | null;
            paragraphs?: string[];
        };
    };
    responses: never;
    parameters: {
        Code: string;
        Cursor: string;
        IdempotencyKey: string;
        IfNoneMatch: string;
        Kind: components["schemas"]["Kind"];
        Outcome: components["schemas"]["Outcome"];
        ReceiptCode: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listReplies: {
        parameters: {
            query?: {
                cursor?: components["parameters"]["Cursor"];
                department?: string;
                documentNumber?: string;
                kind?: components["parameters"]["Kind"];
                limit?: number;
                number?: string;
                outcome?: components["parameters"]["Outcome"];
                q?: string;
                session?: string;
                topic?: string;
                year?: number;
            };
            header?: {
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReplyList"];
                };
            };
        };
    };
    getReply: {
        parameters: {
            query?: never;
            header?: {
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                code: components["parameters"]["Code"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reply"];
                };
            };
        };
    };
    sendReceipt: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                "Receipt-Code": components["parameters"]["ReceiptCode"];
            };
            path: {
                code: components["parameters"]["Code"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReceiptAnswer"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
        };
    };
}
