#!/usr/bin/env bash
# How many frames of a teacher are enough, and which learning rate for larger batches? Trains the same student from different numbers of frames, in other
# batches or with other rates, with the same number of examples, and measures each on held-out poses. Prints one line per case. Settings: those of the presets
# for a processor.
#
#   bench/distill-sweep.sh TEACHER PICTURE MASK FACE_EXAMPLES BODY_EXAMPLES FOLDER CASE...
#
# TEACHER is tha4, rig or student:PATH. A case is FRAMES, FRAMES@BATCH or FRAMES@BATCHxTIMES: a number of frames or "unlimited", the examples of a step
# (8), and what multiplies the preset's rates (1). BUNRAKU is the program (./bunraku), THREADS the threads (all of the machine). A run that was stopped
# resumes. One network alone: give the other as many examples as a batch.
set -euo pipefail
if [ $# -lt 7 ]; then
    sed -n '2,10s/^# \{0,1\}//p' "$0" >&2
    exit 2
fi
teacher=$1 picture=$(realpath "$2") mask=$(realpath "$3") face=$4 body=$5 folder=$6
shift 6
mkdir -p "$folder"
folder=$(realpath "$folder")

# The rates climb for 50 steps.
config() { # config NAME FRAMES BATCH TIMES
    local frames=unlimited warm=$((50 * $3)) times=$4
    [ "$2" = unlimited ] || frames="{face: $2, body: $2}"
    rate() { awk -v rate="$1" -v times="$times" 'BEGIN { printf "%.4g", rate * times }'; }
    cat <<YAML
prefix: "$folder/$1"
character_image_file_name: "$picture"
face_mask_image_file_name: "$mask"
teacher: "$teacher"
pose_sampler: own
initial_weights: tuned
optimizer: soap
frames: $frames
face_morpher_batch_size: $3
body_morpher_batch_size: $3
sparsity: {inside: 0.1, outside: 0.05, face_mask: 0.12, face_rest: 0.04}
snapshot_interval: 1000
schedule:
  face:
    - {until: $((face > 2 * warm ? warm : face / 4)), learning_rate: $(rate 2e-5), learning_rate_end: $(rate 4e-4)}
    - {until: $((face / 2)), learning_rate: $(rate 4e-4), learning_rate_end: $(rate 2e-4)}
    - {until: $face, learning_rate: $(rate 2e-4), learning_rate_end: $(rate 2e-6)}
  body:
    - {until: $((body > 2 * warm ? warm : body / 4)), learning_rate: $(rate 2e-5), learning_rate_end: $(rate 3e-4), blended: 0.02, warped: 0.005, grid_change: 10, color_change: 1}
    - {until: $((body / 2)), learning_rate: $(rate 3e-4), learning_rate_end: $(rate 1.5e-4)}
    - {until: $((body * 3 / 4)), learning_rate: $(rate 1.5e-4), learning_rate_end: $(rate 4e-5), blended: 0.25, warped: 0.05}
    - {until: $body, learning_rate: $(rate 4e-5), learning_rate_end: $(rate 2e-6), blended: 1, warped: 0.1}
YAML
}

for item; do
    frames=${item%%@*} batch=8 times=1
    if [ "$frames" != "$item" ]; then
        batch=${item#*@}
        case $batch in *x*) times=${batch#*x} batch=${batch%x*} ;; esac
    fi
    mkdir -p "$folder/$item"
    config "$item" "$frames" "$batch" "$times" > "$folder/$item.yaml"
    "${BUNRAKU:-./bunraku}" distiller "$folder/$item.yaml" --yes --cache "$folder/bank" ${THREADS:+--threads "$THREADS"} >> "$folder/$item.log" 2>&1
    echo "$frames frames, batch $batch, rates times $times, $face faces, $body bodies:"
    "${BUNRAKU:-./bunraku}" quality "$folder/$item/character_model" --teacher "$teacher" --json "$folder/$item.json" 2>> "$folder/$item.log"
done
