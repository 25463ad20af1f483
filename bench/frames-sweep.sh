#!/usr/bin/env bash
# How many frames of a teacher are enough? Trains the same student from different numbers of frames, with the same number of examples, and measures each
# on held-out poses. Prints one line per number. Settings: those of the presets for a processor.
#
#   bench/frames-sweep.sh TEACHER PICTURE MASK FACE_EXAMPLES BODY_EXAMPLES FOLDER FRAMES...
#
# TEACHER is tha4, rig or student:PATH. FRAMES are numbers, or "unlimited". BUNRAKU is the program (./bunraku), THREADS the threads (all of the machine).
# A run that was stopped resumes. One network alone: give the other 8 examples.
set -euo pipefail
if [ $# -lt 7 ]; then
    sed -n '2,9s/^# \{0,1\}//p' "$0" >&2
    exit 2
fi
teacher=$1 picture=$(realpath "$2") mask=$(realpath "$3") face=$4 body=$5 folder=$6
shift 6
mkdir -p "$folder"
folder=$(realpath "$folder")

config() {
    local frames=unlimited
    [ "$1" = unlimited ] || frames="{face: $1, body: $1}"
    cat <<YAML
prefix: "$folder/$1"
character_image_file_name: "$picture"
face_mask_image_file_name: "$mask"
teacher: "$teacher"
pose_sampler: own
initial_weights: tuned
optimizer: soap
frames: $frames
sparsity: {inside: 0.1, outside: 0.05, face_mask: 0.12, face_rest: 0.04}
snapshot_interval: 1000
schedule:
  face:
    - {until: $((face > 800 ? 400 : face / 4)), learning_rate: 2e-5, learning_rate_end: 4e-4}
    - {until: $((face / 2)), learning_rate: 4e-4, learning_rate_end: 2e-4}
    - {until: $face, learning_rate: 2e-4, learning_rate_end: 2e-6}
  body:
    - {until: $((body > 800 ? 400 : body / 4)), learning_rate: 2e-5, learning_rate_end: 3e-4, blended: 0.02, warped: 0.005, grid_change: 10, color_change: 1}
    - {until: $((body / 2)), learning_rate: 3e-4, learning_rate_end: 1.5e-4}
    - {until: $((body * 3 / 4)), learning_rate: 1.5e-4, learning_rate_end: 4e-5, blended: 0.25, warped: 0.05}
    - {until: $body, learning_rate: 4e-5, learning_rate_end: 2e-6, blended: 1, warped: 0.1}
YAML
}

for frames in "$@"; do
    mkdir -p "$folder/$frames"
    config "$frames" > "$folder/$frames.yaml"
    "${BUNRAKU:-./bunraku}" distiller "$folder/$frames.yaml" --yes --cache "$folder/bank" ${THREADS:+--threads "$THREADS"} >> "$folder/$frames.log" 2>&1
    echo "$frames frames, $face faces, $body bodies:"
    "${BUNRAKU:-./bunraku}" quality "$folder/$frames/character_model" --teacher "$teacher" --json "$folder/$frames.json" 2>> "$folder/$frames.log"
done
