# Two stages: dependencies are compiled first and cached; the running image holds one binary and nothing to build with.
FROM rust:1.95-bookworm AS build
WORKDIR /src
COPY Cargo.toml Cargo.lock rust-toolchain.toml ./
COPY crates crates
RUN mkdir -p src && echo 'fn main() {}' > src/main.rs && touch src/lib.rs && cargo build --release --locked || true
COPY . .
RUN touch src/main.rs src/lib.rs && cargo build --release --locked --bin reparto && cargo build --release --locked -p verify

FROM debian:bookworm-slim
RUN useradd --system --create-home --home-dir /var/lib/reparto reparto
COPY --from=build /src/target/release/reparto /src/target/release/reparto-verify /usr/local/bin/
USER reparto
ENV REPARTO_LISTEN=0.0.0.0:8080
EXPOSE 8080
ENTRYPOINT ["reparto"]
CMD ["serve"]
