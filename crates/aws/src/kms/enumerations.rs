// Generated from api/kms.json by `cargo xtask codegen`. Do not edit.

//! The enumerations.

use crate::enumeration::enumeration;

enumeration! {
    /// Shape `CustomerMasterKeySpec`.
    pub enum CustomerMasterKeySpec {
        /// `RSA_2048`
        Rsa2048 = "RSA_2048",
        /// `RSA_3072`
        Rsa3072 = "RSA_3072",
        /// `RSA_4096`
        Rsa4096 = "RSA_4096",
        /// `ECC_NIST_P256`
        EccNistP256 = "ECC_NIST_P256",
        /// `ECC_NIST_P384`
        EccNistP384 = "ECC_NIST_P384",
        /// `ECC_NIST_P521`
        EccNistP521 = "ECC_NIST_P521",
        /// `ECC_SECG_P256K1`
        EccSecgP256k1 = "ECC_SECG_P256K1",
        /// `SYMMETRIC_DEFAULT`
        SymmetricDefault = "SYMMETRIC_DEFAULT",
        /// `HMAC_224`
        Hmac224 = "HMAC_224",
        /// `HMAC_256`
        Hmac256 = "HMAC_256",
        /// `HMAC_384`
        Hmac384 = "HMAC_384",
        /// `HMAC_512`
        Hmac512 = "HMAC_512",
        /// `SM2`
        Sm2 = "SM2",
    }
}

enumeration! {
    /// Shape `EncapsulationAlgorithmSpec`.
    pub enum EncapsulationAlgorithmSpec {
        /// `ML_KEM`
        MlKem = "ML_KEM",
    }
}

enumeration! {
    /// Shape `EncryptionAlgorithmSpec`.
    pub enum EncryptionAlgorithmSpec {
        /// `SYMMETRIC_DEFAULT`
        SymmetricDefault = "SYMMETRIC_DEFAULT",
        /// `RSAES_OAEP_SHA_1`
        RsaesOaepSha1 = "RSAES_OAEP_SHA_1",
        /// `RSAES_OAEP_SHA_256`
        RsaesOaepSha256 = "RSAES_OAEP_SHA_256",
        /// `SM2PKE`
        Sm2pke = "SM2PKE",
    }
}

enumeration! {
    /// Shape `ExpirationModelType`.
    pub enum ExpirationModelType {
        /// `KEY_MATERIAL_EXPIRES`
        KeyMaterialExpires = "KEY_MATERIAL_EXPIRES",
        /// `KEY_MATERIAL_DOES_NOT_EXPIRE`
        KeyMaterialDoesNotExpire = "KEY_MATERIAL_DOES_NOT_EXPIRE",
    }
}

enumeration! {
    /// Shape `ImportState`.
    pub enum ImportState {
        /// `IMPORTED`
        Imported = "IMPORTED",
        /// `PENDING_IMPORT`
        PendingImport = "PENDING_IMPORT",
    }
}

enumeration! {
    /// Shape `IncludeKeyMaterial`.
    pub enum IncludeKeyMaterial {
        /// `ALL_KEY_MATERIAL`
        AllKeyMaterial = "ALL_KEY_MATERIAL",
        /// `ROTATIONS_ONLY`
        RotationsOnly = "ROTATIONS_ONLY",
    }
}

enumeration! {
    /// Shape `KeyAgreementAlgorithmSpec`.
    pub enum KeyAgreementAlgorithmSpec {
        /// `ECDH`
        Ecdh = "ECDH",
    }
}

enumeration! {
    /// Shape `KeyManagerType`.
    pub enum KeyManagerType {
        /// `AWS`
        Aws = "AWS",
        /// `CUSTOMER`
        Customer = "CUSTOMER",
    }
}

enumeration! {
    /// Shape `KeyMaterialState`.
    pub enum KeyMaterialState {
        /// `NON_CURRENT`
        NonCurrent = "NON_CURRENT",
        /// `CURRENT`
        Current = "CURRENT",
        /// `PENDING_ROTATION`
        PendingRotation = "PENDING_ROTATION",
        /// `PENDING_MULTI_REGION_IMPORT_AND_ROTATION`
        PendingMultiRegionImportAndRotation = "PENDING_MULTI_REGION_IMPORT_AND_ROTATION",
    }
}

enumeration! {
    /// Shape `KeySpec`.
    pub enum KeySpec {
        /// `RSA_2048`
        Rsa2048 = "RSA_2048",
        /// `RSA_3072`
        Rsa3072 = "RSA_3072",
        /// `RSA_4096`
        Rsa4096 = "RSA_4096",
        /// `ECC_NIST_P256`
        EccNistP256 = "ECC_NIST_P256",
        /// `ECC_NIST_P384`
        EccNistP384 = "ECC_NIST_P384",
        /// `ECC_NIST_P521`
        EccNistP521 = "ECC_NIST_P521",
        /// `ECC_SECG_P256K1`
        EccSecgP256k1 = "ECC_SECG_P256K1",
        /// `SYMMETRIC_DEFAULT`
        SymmetricDefault = "SYMMETRIC_DEFAULT",
        /// `HMAC_224`
        Hmac224 = "HMAC_224",
        /// `HMAC_256`
        Hmac256 = "HMAC_256",
        /// `HMAC_384`
        Hmac384 = "HMAC_384",
        /// `HMAC_512`
        Hmac512 = "HMAC_512",
        /// `SM2`
        Sm2 = "SM2",
        /// `ML_DSA_44`
        MlDsa44 = "ML_DSA_44",
        /// `ML_DSA_65`
        MlDsa65 = "ML_DSA_65",
        /// `ML_DSA_87`
        MlDsa87 = "ML_DSA_87",
        /// `ECC_NIST_EDWARDS25519`
        EccNistEdwards25519 = "ECC_NIST_EDWARDS25519",
        /// `ML_KEM_512`
        MlKem512 = "ML_KEM_512",
        /// `ML_KEM_768`
        MlKem768 = "ML_KEM_768",
        /// `ML_KEM_1024`
        MlKem1024 = "ML_KEM_1024",
    }
}

enumeration! {
    /// Shape `KeyState`.
    pub enum KeyState {
        /// `Creating`
        Creating = "Creating",
        /// `Enabled`
        Enabled = "Enabled",
        /// `Disabled`
        Disabled = "Disabled",
        /// `PendingDeletion`
        PendingDeletion = "PendingDeletion",
        /// `PendingImport`
        PendingImport = "PendingImport",
        /// `PendingReplicaDeletion`
        PendingReplicaDeletion = "PendingReplicaDeletion",
        /// `Unavailable`
        Unavailable = "Unavailable",
        /// `Updating`
        Updating = "Updating",
    }
}

enumeration! {
    /// Shape `KeyUsageType`.
    pub enum KeyUsageType {
        /// `SIGN_VERIFY`
        SignVerify = "SIGN_VERIFY",
        /// `ENCRYPT_DECRYPT`
        EncryptDecrypt = "ENCRYPT_DECRYPT",
        /// `GENERATE_VERIFY_MAC`
        GenerateVerifyMac = "GENERATE_VERIFY_MAC",
        /// `KEY_AGREEMENT`
        KeyAgreement = "KEY_AGREEMENT",
        /// `ENCAPSULATE_DECAPSULATE`
        EncapsulateDecapsulate = "ENCAPSULATE_DECAPSULATE",
    }
}

enumeration! {
    /// Shape `MacAlgorithmSpec`.
    pub enum MacAlgorithmSpec {
        /// `HMAC_SHA_224`
        HmacSha224 = "HMAC_SHA_224",
        /// `HMAC_SHA_256`
        HmacSha256 = "HMAC_SHA_256",
        /// `HMAC_SHA_384`
        HmacSha384 = "HMAC_SHA_384",
        /// `HMAC_SHA_512`
        HmacSha512 = "HMAC_SHA_512",
    }
}

enumeration! {
    /// Shape `MultiRegionKeyType`.
    pub enum MultiRegionKeyType {
        /// `PRIMARY`
        Primary = "PRIMARY",
        /// `REPLICA`
        Replica = "REPLICA",
    }
}

enumeration! {
    /// Shape `OriginType`.
    pub enum OriginType {
        /// `AWS_KMS`
        AwsKms = "AWS_KMS",
        /// `EXTERNAL`
        External = "EXTERNAL",
        /// `AWS_CLOUDHSM`
        AwsCloudhsm = "AWS_CLOUDHSM",
        /// `EXTERNAL_KEY_STORE`
        ExternalKeyStore = "EXTERNAL_KEY_STORE",
    }
}

enumeration! {
    /// Shape `ResourceOwnerType`.
    pub enum ResourceOwnerType {
        /// `SELF`
        Own = "SELF",
        /// `OTHER_ACCOUNTS_VIA_RAM`
        OtherAccountsViaRam = "OTHER_ACCOUNTS_VIA_RAM",
    }
}

enumeration! {
    /// Shape `RotationType`.
    pub enum RotationType {
        /// `AUTOMATIC`
        Automatic = "AUTOMATIC",
        /// `ON_DEMAND`
        OnDemand = "ON_DEMAND",
    }
}

enumeration! {
    /// Shape `SigningAlgorithmSpec`.
    pub enum SigningAlgorithmSpec {
        /// `RSASSA_PSS_SHA_256`
        RsassaPssSha256 = "RSASSA_PSS_SHA_256",
        /// `RSASSA_PSS_SHA_384`
        RsassaPssSha384 = "RSASSA_PSS_SHA_384",
        /// `RSASSA_PSS_SHA_512`
        RsassaPssSha512 = "RSASSA_PSS_SHA_512",
        /// `RSASSA_PKCS1_V1_5_SHA_256`
        RsassaPkcs1V15Sha256 = "RSASSA_PKCS1_V1_5_SHA_256",
        /// `RSASSA_PKCS1_V1_5_SHA_384`
        RsassaPkcs1V15Sha384 = "RSASSA_PKCS1_V1_5_SHA_384",
        /// `RSASSA_PKCS1_V1_5_SHA_512`
        RsassaPkcs1V15Sha512 = "RSASSA_PKCS1_V1_5_SHA_512",
        /// `ECDSA_SHA_256`
        EcdsaSha256 = "ECDSA_SHA_256",
        /// `ECDSA_SHA_384`
        EcdsaSha384 = "ECDSA_SHA_384",
        /// `ECDSA_SHA_512`
        EcdsaSha512 = "ECDSA_SHA_512",
        /// `SM2DSA`
        Sm2dsa = "SM2DSA",
        /// `ML_DSA_SHAKE_256`
        MlDsaShake256 = "ML_DSA_SHAKE_256",
        /// `ED25519_SHA_512`
        Ed25519Sha512 = "ED25519_SHA_512",
        /// `ED25519_PH_SHA_512`
        Ed25519PhSha512 = "ED25519_PH_SHA_512",
    }
}
