// Generated from api/organizations.json by `cargo xtask codegen`. Do not edit.

//! The structures inside inputs and outputs.

use super::decoders;
use super::{
    AccountJoinedMethod, AccountState, AccountStatus, ActionType, ChildType, CreateAccountFailureReason,
    CreateAccountState, EffectivePolicyType, HandshakePartyType, HandshakeResourceType, HandshakeState,
    OrganizationFeatureSet, ParentType, PolicyType, PolicyTypeStatus, TargetType,
};
use crate::AccountId;
use crate::Timestamp;
use crate::structure::structures;

structures! {
    /// Shape `Account`.
    Account(Default) {
        id: Option<AccountId> = "Id";
        arn: Option<String> = "Arn";
        email: Option<String> = secret "Email";
        name: Option<String> = secret "Name";
        status: Option<AccountStatus> = "Status";
        state: Option<AccountState> = "State";
        paths: Option<Vec<String>> = "Paths";
        joined_method: Option<AccountJoinedMethod> = "JoinedMethod";
        joined_timestamp: Option<Timestamp> = "JoinedTimestamp";
    }
    /// Shape `Child`.
    Child(Default) {
        id: Option<String> = "Id";
        r#type: Option<ChildType> = "Type";
    }
    /// Shape `CreateAccountStatus`.
    CreateAccountStatus(Default) {
        id: Option<String> = "Id";
        account_name: Option<String> = secret "AccountName";
        state: Option<CreateAccountState> = "State";
        requested_timestamp: Option<Timestamp> = "RequestedTimestamp";
        completed_timestamp: Option<Timestamp> = "CompletedTimestamp";
        account_id: Option<AccountId> = "AccountId";
        gov_cloud_account_id: Option<AccountId> = "GovCloudAccountId";
        failure_reason: Option<CreateAccountFailureReason> = "FailureReason";
    }
    /// Shape `DelegatedAdministrator`.
    DelegatedAdministrator(Default) {
        id: Option<AccountId> = "Id";
        arn: Option<String> = "Arn";
        email: Option<String> = secret "Email";
        name: Option<String> = secret "Name";
        status: Option<AccountStatus> = "Status";
        state: Option<AccountState> = "State";
        joined_method: Option<AccountJoinedMethod> = "JoinedMethod";
        joined_timestamp: Option<Timestamp> = "JoinedTimestamp";
        delegation_enabled_date: Option<Timestamp> = "DelegationEnabledDate";
    }
    /// Shape `DelegatedService`.
    DelegatedService(Default) {
        service_principal: Option<String> = "ServicePrincipal";
        delegation_enabled_date: Option<Timestamp> = "DelegationEnabledDate";
    }
    /// Shape `EffectivePolicy`.
    EffectivePolicy(Default) {
        policy_content: Option<String> = "PolicyContent";
        last_updated_timestamp: Option<Timestamp> = "LastUpdatedTimestamp";
        target_id: Option<String> = "TargetId";
        policy_type: Option<EffectivePolicyType> = "PolicyType";
    }
    /// Shape `EnabledServicePrincipal`.
    EnabledServicePrincipal(Default) {
        service_principal: Option<String> = "ServicePrincipal";
        date_enabled: Option<Timestamp> = "DateEnabled";
    }
    /// Shape `Handshake`.
    Handshake(Default) {
        id: Option<String> = "Id";
        arn: Option<String> = "Arn";
        parties: Option<Vec<HandshakeParty>> = "Parties";
        state: Option<HandshakeState> = "State";
        requested_timestamp: Option<Timestamp> = "RequestedTimestamp";
        expiration_timestamp: Option<Timestamp> = "ExpirationTimestamp";
        action: Option<ActionType> = "Action";
        resources: Option<Vec<HandshakeResource>> = "Resources";
    }
    /// Shape `HandshakeFilter`.
    HandshakeFilter(Default, Decode) {
        action_type: Option<ActionType> = "ActionType" optional decoders::action_type;
        parent_handshake_id: Option<String> = "ParentHandshakeId" optional decoders::handshake_id;
    }
    /// Shape `HandshakeParty`.
    HandshakeParty() {
        id: String = secret "Id";
        r#type: HandshakePartyType = "Type";
    }
    /// Shape `HandshakeResource`.
    HandshakeResource(Default) {
        value: Option<String> = secret "Value";
        r#type: Option<HandshakeResourceType> = "Type";
        resources: Option<Vec<HandshakeResource>> = "Resources";
    }
    /// Shape `Organization`.
    Organization(Default) {
        id: Option<String> = "Id";
        arn: Option<String> = "Arn";
        feature_set: Option<OrganizationFeatureSet> = "FeatureSet";
        master_account_arn: Option<String> = "MasterAccountArn";
        master_account_id: Option<AccountId> = "MasterAccountId";
        master_account_email: Option<String> = secret "MasterAccountEmail";
        available_policy_types: Option<Vec<PolicyTypeSummary>> = "AvailablePolicyTypes";
    }
    /// Shape `OrganizationalUnit`.
    OrganizationalUnit(Default) {
        id: Option<String> = "Id";
        arn: Option<String> = "Arn";
        name: Option<String> = "Name";
        path: Option<String> = "Path";
    }
    /// Shape `Parent`.
    Parent(Default) {
        id: Option<String> = "Id";
        r#type: Option<ParentType> = "Type";
    }
    /// Shape `Policy`.
    Policy(Default) {
        policy_summary: Option<PolicySummary> = "PolicySummary";
        content: Option<String> = "Content";
    }
    /// Shape `PolicySummary`.
    PolicySummary(Default) {
        id: Option<String> = "Id";
        arn: Option<String> = "Arn";
        name: Option<String> = "Name";
        description: Option<String> = "Description";
        r#type: Option<PolicyType> = "Type";
        aws_managed: Option<bool> = "AwsManaged";
    }
    /// Shape `PolicyTargetSummary`.
    PolicyTargetSummary(Default) {
        target_id: Option<String> = "TargetId";
        arn: Option<String> = "Arn";
        name: Option<String> = "Name";
        r#type: Option<TargetType> = "Type";
    }
    /// Shape `PolicyTypeSummary`.
    PolicyTypeSummary(Default) {
        r#type: Option<PolicyType> = "Type";
        status: Option<PolicyTypeStatus> = "Status";
    }
    /// Shape `ResourcePolicy`.
    ResourcePolicy(Default) {
        resource_policy_summary: Option<ResourcePolicySummary> = "ResourcePolicySummary";
        content: Option<String> = "Content";
    }
    /// Shape `ResourcePolicySummary`.
    ResourcePolicySummary(Default) {
        id: Option<String> = "Id";
        arn: Option<String> = "Arn";
    }
    /// Shape `Root`.
    Root(Default) {
        id: Option<String> = "Id";
        arn: Option<String> = "Arn";
        name: Option<String> = "Name";
        policy_types: Option<Vec<PolicyTypeSummary>> = "PolicyTypes";
    }
    /// Shape `Tag`.
    Tag(Decode) {
        key: String = "Key" required decoders::tag_key;
        value: String = "Value" required decoders::tag_value;
    }
}
