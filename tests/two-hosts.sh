#!/bin/sh -
# Runs a program with mpirun on two "hosts": network namespaces of this machine. Root only.
#   tests/two-hosts.sh DEVICE DEVICE PROGRAM [ARGUMENT ...]
# The devices are the two ends of the line between them, which its maker slows down. Exit code 77: this system cannot have such hosts.
set -eu

name=bunraku-$$ device1=$1 device2=$2
shift 2
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
for host in 1 2; do
    eval "device=\$device$host"
    ip link set "$device" netns "$name-$host" || exit 77
    ip -n "$name-$host" addr add "10.16.0.$host/24" dev "$device"
    ip -n "$name-$host" link set "$device" up
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
