namespace Bunraku.Distillation.Poses;

/// <summary>
/// Which frames of a bank each step of a training learns from: a pure function of the configuration, so that neither a stop nor the speed of the teacher
/// changes it. A round shows every frame that exists when it begins, in random order. The bank begins with <see cref="FirstFrames"/> and grows evenly until a
/// quarter of the training is over. Which pixels of a frame are learnt depends on the number of examples seen, so it differs at every visit.
/// </summary>
/// <param name="frames">How many frames the bank has in the end.</param>
/// <param name="total">How many examples the whole training shows.</param>
/// <param name="seed">The seed of the order.</param>
internal sealed class StepClock(int frames, long total, ulong seed)
{
    /// <summary>So many frames exist when the training begins.</summary>
    public const int FirstFrames = 64;

    private readonly long _growth = Math.Max(1, total / 4);
    private (long Begin, int[] Order) _round = (0, []);
    private int _rounds;

    /// <summary>How many frames exist for an example, the first of which has the number 0.</summary>
    public int FramesAt(long example)
    {
        int first = Math.Min(frames, FirstFrames);
        return example >= _growth ? frames : first + (int)((frames - first) * example / _growth);
    }

    /// <summary>The frame of an example. Fast where examples are asked for in their order; from one thread at a time.</summary>
    public int FrameOf(long example)
    {
        if (example < _round.Begin)
        {
            (_round, _rounds) = ((0, []), 0);
        }

        while (example >= _round.Begin + _round.Order.Length)
        {
            long begin = _round.Begin + _round.Order.Length;
            ulong order = new CounterRandom(seed, (ulong)_rounds++).NextBits();
            _round = (begin, new MersenneTwister(order).NextPermutation(FramesAt(begin)));
        }

        return _round.Order[example - _round.Begin];
    }
}
