// Generated from api/kms.json by `cargo xtask codegen`. Do not edit.

//! The enumerations.

use crate::enumeration::enumerations;

enumerations! {
    CustomerMasterKeySpec {
        Rsa2048 = "RSA_2048", Rsa3072 = "RSA_3072", Rsa4096 = "RSA_4096", EccNistP256 = "ECC_NIST_P256",
        EccNistP384 = "ECC_NIST_P384", EccNistP521 = "ECC_NIST_P521", EccSecgP256k1 = "ECC_SECG_P256K1",
        SymmetricDefault = "SYMMETRIC_DEFAULT", Hmac224 = "HMAC_224", Hmac256 = "HMAC_256",
        Hmac384 = "HMAC_384", Hmac512 = "HMAC_512", Sm2 = "SM2",
    }
    DataKeySpec {
        Aes256 = "AES_256", Aes128 = "AES_128",
    }
    DryRunModifierType {
        IgnoreCiphertext = "IGNORE_CIPHERTEXT",
    }
    EncapsulationAlgorithmSpec {
        MlKem = "ML_KEM",
    }
    EncryptionAlgorithmSpec {
        SymmetricDefault = "SYMMETRIC_DEFAULT", RsaesOaepSha1 = "RSAES_OAEP_SHA_1",
        RsaesOaepSha256 = "RSAES_OAEP_SHA_256", Sm2pke = "SM2PKE",
    }
    ExpirationModelType {
        KeyMaterialExpires = "KEY_MATERIAL_EXPIRES",
        KeyMaterialDoesNotExpire = "KEY_MATERIAL_DOES_NOT_EXPIRE",
    }
    GrantOperation {
        Decrypt = "Decrypt", Encrypt = "Encrypt", GenerateDataKey = "GenerateDataKey",
        GenerateDataKeyWithoutPlaintext = "GenerateDataKeyWithoutPlaintext", ReEncryptFrom = "ReEncryptFrom",
        ReEncryptTo = "ReEncryptTo", Sign = "Sign", Verify = "Verify", GetPublicKey = "GetPublicKey",
        CreateGrant = "CreateGrant", RetireGrant = "RetireGrant", DescribeKey = "DescribeKey",
        GenerateDataKeyPair = "GenerateDataKeyPair",
        GenerateDataKeyPairWithoutPlaintext = "GenerateDataKeyPairWithoutPlaintext",
        GenerateMac = "GenerateMac", VerifyMac = "VerifyMac", DeriveSharedSecret = "DeriveSharedSecret",
        Encapsulate = "Encapsulate", Decapsulate = "Decapsulate",
    }
    ImportState {
        Imported = "IMPORTED", PendingImport = "PENDING_IMPORT",
    }
    IncludeKeyMaterial {
        AllKeyMaterial = "ALL_KEY_MATERIAL", RotationsOnly = "ROTATIONS_ONLY",
    }
    KeyAgreementAlgorithmSpec {
        Ecdh = "ECDH",
    }
    KeyEncryptionMechanism {
        RsaesOaepSha256 = "RSAES_OAEP_SHA_256",
    }
    KeyManagerType {
        Aws = "AWS", Customer = "CUSTOMER",
    }
    KeyMaterialState {
        NonCurrent = "NON_CURRENT", Current = "CURRENT", PendingRotation = "PENDING_ROTATION",
        PendingMultiRegionImportAndRotation = "PENDING_MULTI_REGION_IMPORT_AND_ROTATION",
    }
    KeySpec {
        Rsa2048 = "RSA_2048", Rsa3072 = "RSA_3072", Rsa4096 = "RSA_4096", EccNistP256 = "ECC_NIST_P256",
        EccNistP384 = "ECC_NIST_P384", EccNistP521 = "ECC_NIST_P521", EccSecgP256k1 = "ECC_SECG_P256K1",
        SymmetricDefault = "SYMMETRIC_DEFAULT", Hmac224 = "HMAC_224", Hmac256 = "HMAC_256",
        Hmac384 = "HMAC_384", Hmac512 = "HMAC_512", Sm2 = "SM2", MlDsa44 = "ML_DSA_44",
        MlDsa65 = "ML_DSA_65", MlDsa87 = "ML_DSA_87", EccNistEdwards25519 = "ECC_NIST_EDWARDS25519",
        MlKem512 = "ML_KEM_512", MlKem768 = "ML_KEM_768", MlKem1024 = "ML_KEM_1024",
    }
    KeyState {
        Creating = "Creating", Enabled = "Enabled", Disabled = "Disabled",
        PendingDeletion = "PendingDeletion", PendingImport = "PendingImport",
        PendingReplicaDeletion = "PendingReplicaDeletion", Unavailable = "Unavailable",
        Updating = "Updating",
    }
    KeyUsageType {
        SignVerify = "SIGN_VERIFY", EncryptDecrypt = "ENCRYPT_DECRYPT",
        GenerateVerifyMac = "GENERATE_VERIFY_MAC", KeyAgreement = "KEY_AGREEMENT",
        EncapsulateDecapsulate = "ENCAPSULATE_DECAPSULATE",
    }
    MacAlgorithmSpec {
        HmacSha224 = "HMAC_SHA_224", HmacSha256 = "HMAC_SHA_256", HmacSha384 = "HMAC_SHA_384",
        HmacSha512 = "HMAC_SHA_512",
    }
    MultiRegionKeyType {
        Primary = "PRIMARY", Replica = "REPLICA",
    }
    OriginType {
        AwsKms = "AWS_KMS", External = "EXTERNAL", AwsCloudhsm = "AWS_CLOUDHSM",
        ExternalKeyStore = "EXTERNAL_KEY_STORE",
    }
    ResourceOwnerType {
        Own = "SELF", OtherAccountsViaRam = "OTHER_ACCOUNTS_VIA_RAM",
    }
    RotationType {
        Automatic = "AUTOMATIC", OnDemand = "ON_DEMAND",
    }
    SigningAlgorithmSpec {
        RsassaPssSha256 = "RSASSA_PSS_SHA_256", RsassaPssSha384 = "RSASSA_PSS_SHA_384",
        RsassaPssSha512 = "RSASSA_PSS_SHA_512", RsassaPkcs1V15Sha256 = "RSASSA_PKCS1_V1_5_SHA_256",
        RsassaPkcs1V15Sha384 = "RSASSA_PKCS1_V1_5_SHA_384",
        RsassaPkcs1V15Sha512 = "RSASSA_PKCS1_V1_5_SHA_512", EcdsaSha256 = "ECDSA_SHA_256",
        EcdsaSha384 = "ECDSA_SHA_384", EcdsaSha512 = "ECDSA_SHA_512", Sm2dsa = "SM2DSA",
        MlDsaShake256 = "ML_DSA_SHAKE_256", Ed25519Sha512 = "ED25519_SHA_512",
        Ed25519PhSha512 = "ED25519_PH_SHA_512",
    }
}
