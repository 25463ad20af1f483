#!/bin/sh -
# Runs a program with mpirun on two "hosts": network namespaces of this machine with a slow line between them. Root only.
#   tests/two-hosts.sh PROGRAM [ARGUMENT ...]
# The line has 100 Mbit/s, and 20 ms there and back where the kernel has netem. Exit code 77: this system cannot have such hosts.
set -eu

name=bunraku-$$
folder=$(mktemp -d)
clean() {
    ip netns del "$name-1" 2>/dev/null || true
    ip netns del "$name-2" 2>/dev/null || true
    rm -rf "$folder"
}
trap clean EXIT
trap 'exit 130' INT TERM

for host in 1 2; do
    ip netns add "$name-$host" 2>/dev/null || exit 77
    ip -n "$name-$host" link set lo up
done
ip link add veth1 netns "$name-1" type veth peer name veth2 netns "$name-2" 2>/dev/null || exit 77
for host in 1 2; do
    ip -n "$name-$host" addr add "10.16.0.$host/24" dev "veth$host"
    ip -n "$name-$host" link set "veth$host" up
    ip netns exec "$name-$host" tc qdisc add dev "veth$host" root netem delay 10ms rate 100mbit 2>/dev/null ||
        ip netns exec "$name-$host" tc qdisc add dev "veth$host" root tbf rate 100mbit burst 64kb latency 400ms 2>/dev/null ||
        echo "two-hosts: the kernel cannot slow a line down" >&2
done

# What ssh does: enters a host and runs the rest of the line there.
cat >"$folder/agent" <<END
#!/bin/sh
host=\${1##*.}
shift
exec ip netns exec "$name-\$host" unshare -u sh -c "hostname host-\$host; \$*"
END
chmod +x "$folder/agent"
printf '10.16.0.1 slots=1\n10.16.0.2 slots=1\n' >"$folder/hosts"
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
ip netns exec "$name-1" unshare -u sh -c 'hostname host-1; exec "$@"' sh \
    mpirun -n 2 --timeout 300 --hostfile "$folder/hosts" --mca plm_rsh_agent "$folder/agent" --mca oob_tcp_if_include 10.16.0.0/24 \
    --mca btl tcp,self --mca btl_tcp_if_include 10.16.0.0/24 "$@"
