//! Tables of both databases as Diesel sees them. A test compares this file with freshly migrated databases.

/// The civic database.
pub mod civic {
    diesel::table! {
        act (id) {
            id -> BigInt,
            cycle -> Nullable<Text>,
            kind -> Text,
            actor -> Text,
            reason -> Nullable<Text>,
            body -> Jsonb,
            at -> Timestamptz,
        }
    }
    diesel::table! {
        job (id) {
            id -> BigInt,
            kind -> Text,
            payload -> Binary,
            run_at -> Timestamptz,
            attempts -> Integer,
            locked_at -> Nullable<Timestamptz>,
            last_error -> Nullable<Text>,
            set_aside -> Bool,
        }
    }
    diesel::table! {
        account (id) {
            id -> Uuid,
            email -> Text,
            name -> Text,
            password_hash -> Nullable<Text>,
            totp_sealed -> Nullable<Binary>,
            totp_last -> BigInt,
            failures -> Integer,
            wait_until -> Nullable<Timestamptz>,
            disabled -> Bool,
        }
    }
    diesel::table! {
        account_role (account, role) {
            account -> Uuid,
            role -> Text,
            zone -> Nullable<Text>,
        }
    }
    diesel::table! {
        invitation (token_hash) {
            token_hash -> Binary,
            account -> Uuid,
            expires_at -> Timestamptz,
            used_at -> Nullable<Timestamptz>,
        }
    }
    diesel::table! {
        session (token_hash) {
            token_hash -> Binary,
            account -> Uuid,
            started_at -> Timestamptz,
            seen_at -> Timestamptz,
            stepped_up_at -> Timestamptz,
        }
    }
    diesel::table! {
        zone (code) {
            code -> Text,
            name -> Text,
            neighbourhoods -> Array<Text>,
        }
    }
    diesel::table! {
        cycle (slug) {
            slug -> Text,
            kind -> Text,
            is_sample -> Bool,
            count_rule -> Text,
            tie_break -> Text,
            rule_params -> Jsonb,
            opens_at -> Timestamptz,
            closes_at -> Timestamptz,
            grace_seconds -> Integer,
            definition -> Nullable<Binary>,
            definition_hash -> Nullable<Binary>,
            closed_at -> Nullable<Timestamptz>,
            links_cut_at -> Nullable<Timestamptz>,
            opened_at -> Nullable<Timestamptz>,
            published_at -> Nullable<Timestamptz>,
            freeze_at -> Nullable<Timestamptz>,
            order_seed -> Nullable<Binary>,
        }
    }
    diesel::table! {
        cycle_text (cycle, lang) {
            cycle -> Text,
            lang -> Text,
            title -> Text,
        }
    }
    diesel::table! {
        contest (id) {
            id -> BigInt,
            cycle -> Text,
            zone -> Text,
            budget_cents -> BigInt,
            currency -> Text,
            budget_is_sample -> Bool,
            pick_limit -> SmallInt,
            ballot_kind -> Text,
        }
    }
    diesel::table! {
        proposal (id) {
            id -> BigInt,
            contest -> BigInt,
            number -> SmallInt,
            public_id -> Text,
            issue_area -> Nullable<Text>,
            author_kind -> Text,
            cost_cents -> BigInt,
            people_served -> Nullable<Integer>,
            application -> Nullable<Uuid>,
        }
    }
    diesel::table! {
        proposal_text (proposal, lang) {
            proposal -> BigInt,
            lang -> Text,
            title -> Text,
            summary -> Text,
            description -> Text,
            place -> Text,
            cost_parts -> Jsonb,
            fallback -> Nullable<Text>,
        }
    }
    diesel::table! {
        verification (id) {
            id -> Uuid,
            cycle -> Text,
            zone -> Text,
            door -> Text,
            person -> Binary,
            journey -> Binary,
            code_hash -> Binary,
            asked_at -> Timestamptz,
            expires_at -> Timestamptz,
            tries_left -> SmallInt,
            used_at -> Nullable<Timestamptz>,
        }
    }
    diesel::table! {
        issuance (cycle, scope, person) {
            cycle -> Text,
            scope -> Text,
            person -> Binary,
            zone -> Text,
            door -> Text,
            issued_on -> Date,
            commitment -> Binary,
        }
    }
    diesel::table! {
        pass_batch (id) {
            id -> BigInt,
            cycle -> Text,
            zone -> Text,
            printed -> Integer,
            made_on -> Date,
            made_by -> Text,
        }
    }
    diesel::table! {
        canvass (contest) {
            contest -> BigInt,
            sheet -> Jsonb,
            confirmed_by -> Uuid,
            confirmed_at -> Timestamptz,
        }
    }
    diesel::table! {
        cast_vote_record (contest, channel, choices, points) {
            contest -> BigInt,
            channel -> Text,
            choices -> Array<SmallInt>,
            points -> Array<Integer>,
            ballots -> BigInt,
        }
    }
    diesel::table! {
        invalid_ballot (ciphertext_hash) {
            contest -> BigInt,
            ciphertext_hash -> Binary,
            reason -> Text,
        }
    }
    diesel::table! {
        opening (contest) {
            contest -> BigInt,
            opened -> BigInt,
            invalid -> BigInt,
            hash -> Binary,
        }
    }
    diesel::table! {
        tally_run (contest, version) {
            contest -> BigInt,
            version -> Integer,
            outcome -> Jsonb,
            hash -> Binary,
            reason -> Nullable<Text>,
            run_at -> Timestamptz,
        }
    }
    diesel::table! {
        certification (contest, version, certifier) {
            contest -> BigInt,
            version -> Integer,
            certifier -> Uuid,
            name -> Text,
            hash -> Binary,
            signed_at -> Timestamptz,
            place -> SmallInt,
        }
    }
    diesel::table! {
        outbox (id) {
            id -> BigInt,
            log -> Text,
            entry -> Binary,
        }
    }
    diesel::table! {
        log_entry (log, position) {
            log -> Text,
            position -> BigInt,
            entry -> Binary,
        }
    }
    diesel::table! {
        issuance_key (cycle, scope, person) {
            cycle -> Text,
            scope -> Text,
            person -> Binary,
            row_key -> Binary,
        }
    }
    diesel::table! {
        void_request (id) {
            id -> Uuid,
            cycle -> Text,
            zone -> Text,
            pass_mark -> Binary,
            ground -> Text,
            reason -> Text,
            proposed_by -> Uuid,
            confirmed_by -> Nullable<Uuid>,
            ballot -> Nullable<Binary>,
            act_leaf -> Nullable<Binary>,
            done -> Bool,
        }
    }
    diesel::table! {
        missing_ballot (case_number) {
            case_number -> Text,
            cycle -> Text,
            receipt -> Text,
            promise -> Nullable<Text>,
            opened_on -> Date,
            outcome -> Nullable<Text>,
        }
    }
    diesel::table! {
        second_opening (contest) {
            contest -> BigInt,
            hash -> Binary,
            confirmed_by -> Uuid,
            confirmed_at -> Timestamptz,
        }
    }
    diesel::table! {
        phase (cycle, name) {
            cycle -> Text,
            name -> Text,
            starts_at -> Timestamptz,
            ends_at -> Timestamptz,
        }
    }
    diesel::table! {
        rulebook_version (cycle, version) {
            cycle -> Text,
            version -> Integer,
            settings -> Jsonb,
            frame -> Nullable<Jsonb>,
            task -> Nullable<Text>,
            made_by -> Text,
            made_at -> Timestamptz,
            reason -> Nullable<Text>,
        }
    }
    diesel::table! {
        voting_place (cycle, position) {
            cycle -> Text,
            position -> SmallInt,
            zone -> Text,
            name -> Text,
            address -> Text,
            hours -> Jsonb,
        }
    }
    diesel::table! {
        zone_alias (zone, alias) {
            zone -> Text,
            alias -> Text,
        }
    }
    diesel::table! {
        zone_boundary (zone, version) {
            zone -> Text,
            version -> Integer,
            geojson -> Binary,
            valid_from -> Date,
            note -> Text,
            made_by -> Text,
        }
    }
    diesel::table! {
        boundary_draft (zone) {
            zone -> Text,
            geojson -> Binary,
            valid_from -> Date,
            note -> Text,
            made_by -> Text,
        }
    }
    diesel::table! {
        stored_file (hash) {
            hash -> Binary,
            media_type -> Text,
            bytes -> Binary,
        }
    }
    diesel::table! {
        body (id) {
            id -> Uuid,
            kind -> Text,
            name -> Text,
            zone -> Nullable<Text>,
            organisation_kind -> Nullable<Text>,
            own_tax_status -> Bool,
            languages -> Array<Text>,
            issue_areas -> Array<Text>,
            web -> Nullable<Text>,
            sponsor -> Nullable<Uuid>,
        }
    }
    diesel::table! {
        body_zone (body, zone) {
            body -> Uuid,
            zone -> Text,
        }
    }
    diesel::table! {
        body_cycle_role (body, cycle, role) {
            body -> Uuid,
            cycle -> Text,
            role -> Text,
            note -> Text,
        }
    }
    diesel::table! {
        membership (id) {
            id -> Uuid,
            body -> Uuid,
            account -> Uuid,
            seat -> Text,
            starts_on -> Date,
            ends_on -> Nullable<Date>,
            end_reason -> Nullable<Text>,
        }
    }
    diesel::table! {
        meeting (id) {
            id -> Uuid,
            body -> Uuid,
            starts_at -> Timestamptz,
            place -> Text,
            agenda -> Text,
            draft -> Text,
            members -> Nullable<Integer>,
            quorum -> Nullable<Integer>,
            present -> Nullable<Integer>,
            cancelled_because -> Nullable<Text>,
        }
    }
    diesel::table! {
        meeting_presence (meeting, account) {
            meeting -> Uuid,
            account -> Uuid,
        }
    }
    diesel::table! {
        minutes (meeting, version) {
            meeting -> Uuid,
            version -> Integer,
            text -> Text,
            reason -> Nullable<Text>,
            made_by -> Text,
            published_on -> Date,
        }
    }
    diesel::table! {
        decision (id) {
            id -> Uuid,
            meeting -> Uuid,
            number -> Integer,
            subject -> Nullable<Text>,
            motion -> Text,
            in_favour -> Integer,
            against -> Integer,
            abstained -> Integer,
            present -> Integer,
            quorum -> Integer,
            carried -> Bool,
        }
    }
    diesel::table! {
        disclosure (id) {
            id -> Uuid,
            account -> Uuid,
            body -> Uuid,
            tie -> Text,
            words -> Text,
            starts_on -> Date,
            recorded_by -> Text,
            ends_on -> Nullable<Date>,
            end_reason -> Nullable<Text>,
            ended_by -> Nullable<Uuid>,
        }
    }
    diesel::table! {
        concept (id) {
            id -> Uuid,
            cycle -> Text,
            zone -> Text,
            number -> Integer,
            title -> Text,
            summary -> Text,
            issue_area -> Nullable<Text>,
        }
    }
    diesel::table! {
        idea (id) {
            id -> Uuid,
            cycle -> Text,
            zone -> Text,
            number -> Integer,
            state -> Text,
            words -> Text,
            folded -> Text,
            place -> Text,
            lang -> Nullable<Text>,
            issue_area -> Nullable<Text>,
            channel -> Text,
            event_name -> Nullable<Text>,
            given_on -> Date,
            age_group -> Nullable<Text>,
            concept -> Nullable<Uuid>,
            contact_sealed -> Nullable<Binary>,
            answer_lang -> Text,
            form_hash -> Binary,
            follow_hash -> Nullable<Binary>,
        }
    }
    diesel::table! {
        idea_sound (idea) {
            idea -> Uuid,
            media_type -> Text,
            bytes -> Binary,
        }
    }
    diesel::table! {
        idea_event (idea, step) {
            idea -> Uuid,
            step -> Integer,
            kind -> Text,
            actor -> Text,
            reason_code -> Nullable<Text>,
            note -> Nullable<Text>,
            state -> Text,
            zone -> Text,
            concept -> Nullable<Uuid>,
            happened_on -> Date,
        }
    }
    diesel::table! {
        application (id) {
            id -> Uuid,
            contest -> BigInt,
            number -> Integer,
            body -> Uuid,
            state -> Text,
            source_lang -> Text,
            started_on -> Date,
            handed_in_at -> Nullable<Timestamptz>,
            submitted_at -> Nullable<Timestamptz>,
            fix_due -> Nullable<Timestamptz>,
        }
    }
    diesel::table! {
        section (application, name, version) {
            application -> Uuid,
            name -> Text,
            version -> Integer,
            fields -> Jsonb,
            completed -> Bool,
            saved_by -> Uuid,
            saved_name -> Text,
            saved_at -> Timestamptz,
        }
    }
    diesel::table! {
        photo (id) {
            id -> Uuid,
            application -> Uuid,
            small -> Binary,
            large -> Binary,
            width -> Integer,
            height -> Integer,
            alt -> Text,
            place -> Integer,
        }
    }
    diesel::table! {
        attachment (id) {
            id -> Uuid,
            application -> Uuid,
            file -> Binary,
            name -> Text,
            summary -> Text,
        }
    }
    diesel::table! {
        application_concept (application, concept) {
            application -> Uuid,
            concept -> Uuid,
        }
    }
    diesel::table! {
        editing (application, name, account) {
            application -> Uuid,
            name -> Text,
            account -> Uuid,
            seen_at -> Timestamptz,
        }
    }
    diesel::table! {
        proof_approval (cycle, zone, lang, channel, hash, account) {
            cycle -> Text,
            zone -> Text,
            lang -> Text,
            channel -> Text,
            hash -> Binary,
            account -> Uuid,
            name -> Text,
            approved_at -> Timestamptz,
        }
    }
    diesel::table! {
        opening_key_entry (cycle, account) {
            cycle -> Text,
            account -> Uuid,
            name -> Text,
            public_key -> Binary,
            threshold -> SmallInt,
            shares -> SmallInt,
            entered_at -> Timestamptz,
        }
    }
    diesel::table! {
        frozen_proof (cycle, zone, lang, channel) {
            cycle -> Text,
            zone -> Text,
            lang -> Text,
            channel -> Text,
            hash -> Binary,
        }
    }
    diesel::table! {
        ballot_notice (contest, number, version) {
            contest -> BigInt,
            number -> SmallInt,
            version -> Integer,
            kind -> Text,
            words -> Jsonb,
            proposed_by -> Uuid,
            proposed_at -> Timestamptz,
            confirmed_by -> Nullable<Uuid>,
            confirmed_at -> Nullable<Timestamptz>,
            passes_over -> Bool,
        }
    }
    diesel::table! {
        event (id) {
            id -> Uuid,
            zone -> Text,
            kind -> Text,
            starts_at -> Timestamptz,
            ends_at -> Timestamptz,
            place -> Text,
            languages -> Array<Text>,
            cancelled_because -> Nullable<Text>,
        }
    }
    diesel::table! {
        event_text (event, lang) {
            event -> Uuid,
            lang -> Text,
            title -> Text,
            text -> Text,
            access -> Text,
        }
    }
    diesel::table! {
        translation (application, lang, version) {
            application -> Uuid,
            lang -> Text,
            version -> Integer,
            units -> Jsonb,
            source -> Jsonb,
            state -> Text,
            is_machine -> Bool,
            translated_by -> Uuid,
            translated_name -> Text,
            reviewed_by -> Nullable<Uuid>,
            reviewed_name -> Nullable<Text>,
            note -> Nullable<Text>,
            saved_at -> Timestamptz,
        }
    }
    diesel::table! {
        translation_waiver (application, lang, version) {
            application -> Uuid,
            lang -> Text,
            version -> Integer,
            in_force -> Bool,
            fallback -> Text,
            reason -> Text,
            signed_by -> Uuid,
            signed_name -> Text,
            signed_at -> Timestamptz,
        }
    }
    diesel::table! {
        translation_file (id) {
            id -> Uuid,
            cycle -> Text,
            lang -> Text,
            hash -> Binary,
            name -> Text,
            bytes -> Binary,
            is_machine -> Bool,
            uploaded_by -> Uuid,
            imported_name -> Nullable<Text>,
            imported_at -> Nullable<Timestamptz>,
            result -> Nullable<Jsonb>,
        }
    }
    diesel::allow_tables_to_appear_in_same_query!(
        account,
        account_role,
        invitation,
        session,
        void_request,
        membership,
        body,
        meeting_presence,
        disclosure
    );
    diesel::allow_tables_to_appear_in_same_query!(body, meeting, decision, minutes, body_cycle_role, body_zone);
    diesel::allow_tables_to_appear_in_same_query!(event, event_text, zone);
    diesel::table! {
        application_move (application, position) {
            application -> Uuid,
            position -> Integer,
            state -> Text,
            moved_at -> Timestamptz,
        }
    }
    diesel::table! {
        handed_in_section (application, position, name) {
            application -> Uuid,
            position -> Integer,
            name -> Text,
            version -> Integer,
        }
    }
    diesel::table! {
        handed_in_file (application, position, item) {
            application -> Uuid,
            position -> Integer,
            item -> Uuid,
        }
    }
    diesel::table! {
        department (code) {
            code -> Text,
            name -> Text,
        }
    }
    diesel::table! {
        review_assignment (application) {
            application -> Uuid,
            department -> Nullable<Text>,
            reviewer -> Nullable<Uuid>,
            due_on -> Nullable<Date>,
        }
    }
    diesel::table! {
        review_draft (application, reviewer) {
            application -> Uuid,
            reviewer -> Uuid,
            answers -> Jsonb,
        }
    }
    diesel::table! {
        cost_signature (application, cost_version, signed_by) {
            application -> Uuid,
            cost_version -> Integer,
            signed_by -> Uuid,
            signed_name -> Text,
            cents -> BigInt,
            signed_at -> Timestamptz,
        }
    }
    diesel::table! {
        review (application, number) {
            application -> Uuid,
            number -> Integer,
            outcome -> Text,
            answers -> Jsonb,
            codes -> Array<Text>,
            changes -> Array<Text>,
            reason -> Text,
            lang -> Text,
            fix_due -> Nullable<Timestamptz>,
            decided_by -> Uuid,
            decided_name -> Text,
            decided_at -> Timestamptz,
        }
    }
    diesel::table! {
        appeal (application) {
            application -> Uuid,
            words -> Text,
            lang -> Text,
            filed_by -> Uuid,
            filed_name -> Text,
            filed_at -> Timestamptz,
            due_on -> Date,
        }
    }
    diesel::table! {
        appeal_decision (application) {
            application -> Uuid,
            outcome -> Text,
            reason -> Text,
            lang -> Text,
            decided_by -> Uuid,
            decided_name -> Text,
            decided_at -> Timestamptz,
        }
    }
    diesel::table! {
        review_thread (id) {
            id -> Uuid,
            application -> Uuid,
            section -> Nullable<Text>,
            resolved_name -> Nullable<Text>,
        }
    }
    diesel::table! {
        review_comment (id) {
            id -> Uuid,
            thread -> Uuid,
            side -> Text,
            author -> Uuid,
            author_name -> Text,
            words -> Text,
            told -> Nullable<Uuid>,
            written_at -> Timestamptz,
        }
    }
    diesel::table! {
        review_digest (account, sent_on) {
            account -> Uuid,
            sent_on -> Date,
        }
    }
    diesel::table! {
        review_notice (account, comment) {
            account -> Uuid,
            comment -> Uuid,
            sent_on -> Nullable<Date>,
        }
    }
    diesel::allow_tables_to_appear_in_same_query!(application, body);
    diesel::allow_tables_to_appear_in_same_query!(application, contest);
    diesel::allow_tables_to_appear_in_same_query!(application, zone);
    diesel::allow_tables_to_appear_in_same_query!(application, section);
    diesel::allow_tables_to_appear_in_same_query!(application, application_concept);
    diesel::allow_tables_to_appear_in_same_query!(contest, zone, cycle, cycle_text, proposal, proposal_text, canvass);
    diesel::joinable!(contest -> zone (zone));
    diesel::joinable!(contest -> cycle (cycle));
    diesel::joinable!(proposal -> contest (contest));
    diesel::joinable!(account_role -> account (account));
    diesel::joinable!(session -> account (account));
    diesel::joinable!(membership -> body (body));
    diesel::joinable!(membership -> account (account));
    diesel::allow_tables_to_appear_in_same_query!(idea, idea_sound, idea_event);
    diesel::joinable!(idea_sound -> idea (idea));
    diesel::joinable!(meeting_presence -> account (account));
    diesel::joinable!(decision -> meeting (meeting));
    diesel::joinable!(event_text -> event (event));
    diesel::joinable!(application -> contest (contest));
    diesel::joinable!(application -> body (body));
    diesel::joinable!(editing -> account (account));
    diesel::allow_tables_to_appear_in_same_query!(editing, account);
    diesel::joinable!(review_assignment -> account (reviewer));
    diesel::joinable!(review_comment -> review_thread (thread));
    diesel::allow_tables_to_appear_in_same_query!(section, handed_in_section);
    diesel::allow_tables_to_appear_in_same_query!(account, review_notice, review_comment, review_thread);
    diesel::allow_tables_to_appear_in_same_query!(review_assignment, account);
}

/// The ballot box.
pub mod ballot_box {
    diesel::table! {
        poll (cycle, zone) {
            cycle -> Text,
            zone -> Text,
            definition_hash -> Binary,
            style -> SmallInt,
            ballot_bytes -> Integer,
            change_allowed -> Bool,
            is_open -> Bool,
            opens_epoch -> BigInt,
            closes_epoch -> BigInt,
            grace_seconds -> Integer,
        }
    }
    diesel::table! {
        pass (tag) {
            tag -> Binary,
            cycle -> Text,
            zone -> Text,
            kind -> Text,
            state -> Text,
        }
    }
    diesel::table! {
        ticket_use (ticket_tag) {
            ticket_tag -> Binary,
            ciphertext_hash -> Binary,
        }
    }
    diesel::table! {
        sealed_ballot (ciphertext_hash) {
            ciphertext_hash -> Binary,
            pass -> Binary,
            cycle -> Text,
            zone -> Text,
            receipt -> Text,
            ciphertext -> Binary,
            live -> Bool,
        }
    }
    diesel::table! {
        challenged (ciphertext_hash) {
            ciphertext_hash -> Binary,
        }
    }
    diesel::table! {
        outbox (id) {
            id -> Uuid,
            entry -> Binary,
            log -> Text,
            subject -> Nullable<Binary>,
        }
    }
    diesel::table! {
        log_entry (log, position) {
            log -> Text,
            position -> BigInt,
            entry -> Binary,
            subject -> Nullable<Binary>,
        }
    }
    diesel::allow_tables_to_appear_in_same_query!(pass, sealed_ballot, log_entry);
    diesel::joinable!(sealed_ballot -> pass (pass));
}
