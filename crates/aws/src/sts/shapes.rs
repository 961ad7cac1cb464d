// Generated from api/sts.json by `cargo xtask codegen`. Do not edit.

//! The structures inside inputs and outputs.

use super::decoders;
use crate::Timestamp;
use crate::structure::structures;

structures! {
    /// Shape `AssumedRoleUser`.
    AssumedRoleUser() {
        assumed_role_id: String = "AssumedRoleId";
        arn: String = "Arn";
    }
    /// Shape `Credentials`.
    Credentials() {
        access_key_id: String = "AccessKeyId";
        secret_access_key: String = secret "SecretAccessKey";
        session_token: String = secret "SessionToken";
        expiration: Timestamp = "Expiration";
    }
    /// Shape `FederatedUser`.
    FederatedUser() {
        federated_user_id: String = "FederatedUserId";
        arn: String = "Arn";
    }
    /// Shape `PolicyDescriptorType`.
    PolicyDescriptorType(Default, Decode) {
        arn: Option<String> = "arn" optional decoders::arn_type;
    }
    /// Shape `ProvidedContext`.
    ProvidedContext(Default, Decode) {
        provider_arn: Option<String> = "ProviderArn" optional decoders::arn_type;
        context_assertion: Option<String> = secret "ContextAssertion" optional decoders::context_assertion_type;
    }
    /// Shape `Tag`.
    Tag(Decode) {
        key: String = "Key" required decoders::tag_key_type;
        value: String = "Value" required decoders::tag_value_type;
    }
}
