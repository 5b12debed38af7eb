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
    "/api/v1/invitation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getInvitation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["redeemInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/replies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listMyReplies"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/wechat/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listMessageTemplates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/subscriptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["subscribe"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/wechat": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["logInByWeChat"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["refreshSession"];
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
        Happening: "RECEIPT_RECEIVED" | "ANSWERED" | "REVISED" | "PROGRESS" | "REMINDER";
        /** @enum {string} */
        Kind: "PROPOSAL" | "SUGGESTION";
        MessageConsent: {
            accepted: string[];
            code?: string | null;
        };
        MessageTemplate: {
            event: components["schemas"]["Happening"];
            templateId: string;
        };
        MessageTemplateList: {
            items: components["schemas"]["MessageTemplate"][];
        };
        MyInvitation: {
            code: string;
            department: string | null;
            documentNumber: string | null;
            expiresAt: string;
            invitedAt: string;
            open: boolean;
            outcome: components["schemas"]["Outcome"] | null;
            proposer: string;
            receipt: components["schemas"]["MyReceipt"] | null;
            title: string;
            understanding: boolean;
        };
        MyInvitationList: {
            items: components["schemas"]["MyInvitation"][];
            next: string | null;
        };
        MyReceipt: {
            attitude: components["schemas"]["Rating"] | null;
            contact: string | null;
            opinion: string | null;
            opinionPublic: boolean;
            rating: components["schemas"]["Rating"];
            receivedAt: string;
            version: number;
        };
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
            opinionPublic: boolean;
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
            opinionPublic?: boolean | null;
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
        Session: {
            accessToken: string;
            expiresIn: number;
            refreshExpiresIn: number;
            refreshToken: string;
        };
        SessionRefresh: {
            refreshToken: string;
        };
        WeChatLogIn: {
            code: string;
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
        ReceiptCodeOptional: string;
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
                "Receipt-Code"?: components["parameters"]["ReceiptCodeOptional"];
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
    getInvitation: {
        parameters: {
            query?: never;
            header: {
                "Receipt-Code": components["parameters"]["ReceiptCode"];
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
                    "application/json": components["schemas"]["MyInvitation"];
                };
            };
        };
    };
    redeemInvitation: {
        parameters: {
            query?: never;
            header: {
                "Receipt-Code": components["parameters"]["ReceiptCode"];
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
                    "application/json": components["schemas"]["MyInvitation"];
                };
            };
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MyInvitation"];
                };
            };
        };
    };
    listMyReplies: {
        parameters: {
            query?: {
                cursor?: components["parameters"]["Cursor"];
                limit?: number;
            };
            header?: never;
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
                    "application/json": components["schemas"]["MyInvitationList"];
                };
            };
        };
    };
    listMessageTemplates: {
        parameters: {
            query?: never;
            header?: never;
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
                    "application/json": components["schemas"]["MessageTemplateList"];
                };
            };
        };
    };
    subscribe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MessageConsent"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    logInByWeChat: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WeChatLogIn"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
        };
    };
    refreshSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SessionRefresh"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
        };
    };
}
