//! RFC 9180 appendix A.2.1: base mode of X25519-HKDF-SHA256, HKDF-SHA256, ChaCha20Poly1305,
//! the suite in which ballots are sealed; and the public key derivation of section 7.1.3.

use std::convert::Infallible;

use ballot::seal::keypair;
use chacha20::rand_core::{TryCryptoRng, TryRng};
use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
use hpke::{Deserializable, Kem, OpModeR, OpModeS, Serializable};

use crate::common::{hex, unhex};

const INFO: &str = "4f6465206f6e2061204772656369616e2055726e";
const IKM_E: &str = "909a9b35d3dc4713a5e72a4da274b55d3d3821a37e5d099e74a647db583a904b";
const ENC: &str = "1afa08d3dec047a643885163f1180476fa7ddb54c6a8029ea33f95796bf2ac4a";
const IKM_R: &str = "1ac01f181fdf9f352797655161c58b75c656a6cc2716dcb66372da835542e1df";
const PK_R: &str = "4310ee97d88cc1f088a5576c77ab0cf5c3ac797f3d95139c6c84b5429c59662a";
const SK_R: &str = "8057991eef8f1f1af18f4a9491d16a1ce333f695d4db8e38da75975c4478e0fb";
const PLAIN: &str = "4265617574792069732074727574682c20747275746820626561757479";
const AAD: &str = "436f756e742d30";
const SEALED: &str = "1c5250d8034ec2b784ba2cfd69dbdb8af406cfe3ff938e131f0def8c8b60b4db21993c62ce81883d2dd1b51a28";

/// Gives the vector's ephemeral key material and nothing else.
struct Fixed(Vec<u8>);

impl TryRng for Fixed {
    type Error = Infallible;
    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        unreachable!("key generation asks for bytes")
    }
    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        unreachable!("key generation asks for bytes")
    }
    fn try_fill_bytes(&mut self, to: &mut [u8]) -> Result<(), Infallible> {
        to.copy_from_slice(&self.0);
        Ok(())
    }
}

impl TryCryptoRng for Fixed {}

#[test]
fn key_pair_of_the_receiver() {
    let (secret, public) = keypair(&unhex(IKM_R).try_into().unwrap());
    let mut wanted = unhex(SK_R);
    wanted[0] &= 248;
    wanted[31] = (wanted[31] & 127) | 64; // the RFC prints the key before clamping (RFC 7748 section 5)
    assert_eq!(hex(secret.to_bytes().as_slice()), hex(&wanted));
    assert_eq!(public.to_string(), PK_R);
    assert_eq!(secret.public(), public);
}

#[test]
fn first_message() {
    let public = <X25519HkdfSha256 as Kem>::PublicKey::from_bytes(&unhex(PK_R)).unwrap();
    let (enc, sealed) = hpke::single_shot_seal_with_rng::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
        &OpModeS::Base,
        &public,
        &unhex(INFO),
        &unhex(PLAIN),
        &unhex(AAD),
        &mut Fixed(unhex(IKM_E)),
    )
    .unwrap();
    assert_eq!(hex(&enc.to_bytes()), ENC);
    assert_eq!(hex(&sealed), SEALED);
    let secret = <X25519HkdfSha256 as Kem>::PrivateKey::from_bytes(&unhex(SK_R)).unwrap();
    let opened = hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
        &OpModeR::Base,
        &secret,
        &enc,
        &unhex(INFO),
        &sealed,
        &unhex(AAD),
    );
    assert_eq!(hex(&opened.unwrap()), PLAIN);
}
