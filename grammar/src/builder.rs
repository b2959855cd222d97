//! What the grammar's actions do: they push into the arenas of an [`Ast`].
//!
//! In go places and what the grammar recognised, out come nodes, operands and statements. A subtree that was just
//! finished always ends with the last node, so actions hand each other at most the index of a first node.

use crate::ast::*;
use crate::lexer::name_text;
use crate::names::{Interner, Sym};
use crate::source::Span;

/// An operator of a chain that still waits for its right operand to be complete.
struct Pending {
    op: BinaryOp,
    /// First node of its left operand.
    first: u32,
    /// Whether it is the outermost of its chain.
    base: bool,
}

/// How much of each arena belongs to complete lines.
#[derive(Clone, Copy, Default)]
struct Mark {
    stmts: usize,
    nodes: usize,
    operands: usize,
    items: usize,
    raws: usize,
    params: usize,
    attrs: usize,
}

/// The arenas and what is known of the statement at hand.
pub(crate) struct Builder<'a> {
    pub(crate) ast: &'a mut Ast,
    names: &'a mut Interner,
    cache: &'a mut Cache,
    text: &'a str,
    start: u32,
    pending: Vec<Pending>,
    mark: Mark,
    item: Item,
    raw_body: Span,
    raw_end: Option<Ident>,
}

impl<'a> Builder<'a> {
    pub(crate) fn new(
        ast: &'a mut Ast,
        names: &'a mut Interner,
        cache: &'a mut Cache,
        text: &'a str,
        start: u32,
    ) -> Self {
        Self {
            ast,
            names,
            cache,
            text,
            start,
            pending: Vec::new(),
            mark: Mark::default(),
            item: Item::new(ItemKind::Module),
            raw_body: Span::default(),
            raw_end: None,
        }
    }

    fn slice(&self, l: u32, r: u32) -> &'a str {
        &self.text[(l - self.start) as usize..(r - self.start) as usize]
    }

    /// The name whose text, perhaps in backticks, stands at a place.
    #[inline]
    fn sym(&mut self, l: u32, r: u32) -> Sym {
        let key = Cache::key(self.text, (l - self.start) as usize, (r - l) as usize);
        self.cache.find(key).unwrap_or_else(|| self.new_sym(key, l, r))
    }

    fn new_sym(&mut self, key: u64, l: u32, r: u32) -> Sym {
        let sym = self.names.intern(&name_text(self.slice(l, r)));
        self.cache.put(key, sym);
        sym
    }

    fn quoted(&self, l: u32) -> bool {
        self.text.as_bytes().get((l - self.start) as usize) == Some(&b'`')
    }

    fn ident(&mut self, l: u32, r: u32) -> Ident {
        Ident { sym: self.sym(l, r), span: Span::new(l, r), quoted: self.quoted(l) }
    }

    fn last(&self) -> NodeId {
        NodeId(self.ast.nodes.len() as u32 - 1)
    }

    fn push(&mut self, kind: NodeKind, data: u32, l: u32, r: u32) -> u32 {
        let at = self.ast.nodes.len() as u32;
        self.ast.nodes.push(Node { span: Span::new(l, r), data, kind });
        at
    }
}

/// Nodes.
impl Builder<'_> {
    /// Where the next node will stand: the first node of a subtree without operands.
    pub(crate) fn here(&self) -> u32 {
        self.ast.nodes.len() as u32
    }

    pub(crate) fn leaf(&mut self, kind: NodeKind, l: u32, r: u32) -> u32 {
        self.push(kind, 0, l, r)
    }

    pub(crate) fn one(&mut self, kind: NodeKind, l: u32, r: u32) {
        self.push(kind, 0, l, r);
    }

    /// A node that keeps the first node of its subtree; returns that.
    pub(crate) fn many(&mut self, kind: NodeKind, first: u32, l: u32, r: u32) -> u32 {
        self.push(kind, first, l, r);
        first
    }

    pub(crate) fn name(&mut self, l: u32, r: u32) -> u32 {
        let kind = if self.quoted(l) { NodeKind::QuotedName } else { NodeKind::Name };
        let sym = self.sym(l, r);
        self.push(kind, sym.0, l, r)
    }

    pub(crate) fn qualified(&mut self, l: u32, e: u32, m: u32, r: u32) -> u32 {
        let first = self.name(m, r);
        let module = self.sym(l, e - 2);
        self.push(NodeKind::Qualified, module.0, l, r);
        first
    }

    pub(crate) fn atom(&mut self, l: u32, r: u32) -> u32 {
        let sym = self.sym(l + 1, r);
        self.push(NodeKind::Atom, sym.0, l, r)
    }

    pub(crate) fn call(&mut self, l: u32, e: u32, r: u32) {
        let sym = self.sym(l, e);
        self.push(NodeKind::Call, sym.0, l, r);
    }

    pub(crate) fn named(&mut self, l: u32, e: u32, r: u32) {
        let sym = self.sym(l, e);
        self.push(NodeKind::Named, sym.0, l, r);
    }

    pub(crate) fn label_ref(&mut self, kind: NodeKind, l: u32, r: u32) -> u32 {
        let number = self.number(l, r);
        self.push(kind, number, l, r)
    }

    /// The digits before the last character; the lexer has seen to it that they fit.
    fn number(&self, l: u32, r: u32) -> u32 {
        self.slice(l, r - 1).parse().unwrap_or(u32::MAX)
    }

    pub(crate) fn ref_ref(&mut self, l: u32, r: u32) {
        self.one(NodeKind::Ref, l, r - 1);
        self.one(NodeKind::Ref, l, r);
    }

    pub(crate) fn mut_both(&mut self, l: u32, m: u32, r: u32) {
        self.one(NodeKind::MutSuffix, m, r);
        self.one(NodeKind::Mut, l, r);
    }

    fn size_class(&self, l: u32, r: u32) -> SizeClass {
        let digits = self.slice(l, r).trim_start_matches(|c: char| c.is_ascii_lowercase());
        match digits.as_bytes() {
            [b'8', ..] => SizeClass::Bits8,
            [b'1', b'6', ..] => SizeClass::Bits16,
            [b'3', b'2', ..] => SizeClass::Bits32,
            _ => SizeClass::Shortest,
        }
    }

    pub(crate) fn sized_bytes(&mut self, l: u32, r: u32) -> u32 {
        let class = self.size_class(l, r);
        self.leaf(NodeKind::Bytes(class), l, r)
    }

    pub(crate) fn list(&mut self, first: u32, l: u32, r: u32) -> u32 {
        let class = self.size_class(l, r);
        self.many(NodeKind::List(class), first, l, r)
    }

    pub(crate) fn tuple(&mut self, first: u32, l: u32, r: u32) -> u32 {
        let class = self.size_class(l, r);
        self.many(NodeKind::Tuple(class), first, l, r)
    }

    pub(crate) fn map(&mut self, first: u32, l: u32, r: u32) -> u32 {
        let class = self.size_class(l, r);
        self.many(NodeKind::Map(class), first, l, r)
    }
}

/// How tightly an operator binds: C's order.
fn precedence(op: BinaryOp) -> u8 {
    use BinaryOp::*;
    match op {
        LogicalOr => 1,
        LogicalAnd => 2,
        Or => 3,
        Xor => 4,
        And => 5,
        Equal | NotEqual => 6,
        Less | LessEqual | Greater | GreaterEqual => 7,
        ShiftLeft | ShiftRight => 8,
        Add | Subtract => 9,
        Multiply | Divide | Modulo => 10,
    }
}

/// Chains of binary operators.
///
/// The grammar sees a flat chain. An operator is put down after its operands as soon as one that does not bind
/// tighter follows, or at the chain's end; until then it waits on a stack.
impl Builder<'_> {
    pub(crate) fn first_op(&mut self, op: BinaryOp) {
        self.wait(op, true);
    }

    pub(crate) fn next_op(&mut self, op: BinaryOp) {
        let mut base = false;
        while let Some(top) = self.pending.last()
            && !base
            && precedence(top.op) >= precedence(op)
        {
            base = self.settle();
        }
        self.wait(op, base);
    }

    pub(crate) fn end_chain(&mut self) {
        while !self.settle() {}
    }

    fn wait(&mut self, op: BinaryOp, base: bool) {
        let first = first(&self.ast.nodes, self.last()).0;
        self.pending.push(Pending { op, first, base });
    }

    /// Puts down the operator on top of the stack; true if it was the last of its chain.
    fn settle(&mut self) -> bool {
        let Some(Pending { op, first, base }) = self.pending.pop() else { return true };
        let right = self.last();
        let left = pair(&self.ast.nodes, NodeId(right.0 + 1)).0;
        let span = self.ast.node(left).span.to(self.ast.node(right).span);
        self.push(NodeKind::Binary(op), first, span.lo, span.hi);
        base
    }
}

/// Statements.
impl Builder<'_> {
    /// A line is complete: what was pushed so far stays.
    pub(crate) fn line(&mut self) {
        self.mark = Mark {
            stmts: self.ast.stmts.len(),
            nodes: self.ast.nodes.len(),
            operands: self.ast.operands.len(),
            items: self.ast.items.len(),
            raws: self.ast.raws.len(),
            params: self.ast.params.len(),
            attrs: self.ast.attrs.len(),
        };
    }

    /// Takes back what an unfinished line pushed.
    pub(crate) fn roll_back(&mut self) {
        self.ast.stmts.truncate(self.mark.stmts);
        self.ast.nodes.truncate(self.mark.nodes);
        self.ast.operands.truncate(self.mark.operands);
        self.ast.items.truncate(self.mark.items);
        self.ast.raws.truncate(self.mark.raws);
        self.ast.params.truncate(self.mark.params);
        self.ast.attrs.truncate(self.mark.attrs);
        self.pending.clear();
        self.item = Item::new(ItemKind::Module);
    }

    fn stmt(&mut self, kind: StmtKind, l: u32, r: u32) {
        self.ast.stmts.push(Stmt { span: Span::new(l, r), kind });
        self.line();
    }

    fn operand_list(&self) -> List<NodeId> {
        List::new(self.mark.operands, self.ast.operands.len() - self.mark.operands)
    }

    pub(crate) fn name_operand(&mut self, l: u32, r: u32) {
        let at = self.name(l, r);
        self.ast.operands.push(NodeId(at));
    }

    pub(crate) fn operand(&mut self) {
        let last = self.last();
        self.ast.operands.push(last);
    }

    pub(crate) fn label(&mut self, l: u32, r: u32) {
        let sym = self.sym(l, r - 1);
        self.stmt(StmtKind::Label(sym), l, r);
    }

    pub(crate) fn number_label(&mut self, l: u32, r: u32) {
        let number = self.number(l, r);
        self.stmt(StmtKind::NumberLabel(number), l, r);
    }

    pub(crate) fn instr(&mut self, l: u32, e: u32, r: u32) {
        let name = self.sym(l, e);
        let operands = self.operand_list();
        self.stmt(StmtKind::Instr { name, operands }, l, r);
    }

    pub(crate) fn assign(&mut self, l: u32, e: u32, r: u32) {
        let name = self.sym(l, e);
        let value = self.last();
        self.stmt(StmtKind::Assign { name, value }, l, r);
    }

    pub(crate) fn plain(&mut self, l: u32, e: u32, r: u32) {
        if let Some(directive) = crate::lexer::plain(self.slice(l, e)) {
            let operands = self.operand_list();
            self.stmt(StmtKind::Plain(directive, operands), l, r);
        }
    }

    pub(crate) fn raw_body(&mut self, l: u32, r: u32) {
        self.raw_body = Span::new(l, r);
        self.raw_end = None;
    }

    pub(crate) fn raw_end(&mut self, l: u32, r: u32) {
        self.raw_end = Some(self.ident(l, r));
    }

    pub(crate) fn raw(&mut self, is_macro: bool, l: u32, r: u32) {
        let at = self.ast.raws.len() as u32;
        let name = if is_macro { self.item.name.take() } else { None };
        let operands = self.operand_list();
        self.ast.raws.push(Raw { name, operands, body: self.raw_body, end: self.raw_end.take() });
        self.stmt(if is_macro { StmtKind::Macro(at) } else { StmtKind::Repeat(at) }, l, r);
    }
}

/// Declarations: their parts gather in one place until the line is complete.
impl Builder<'_> {
    pub(crate) fn item_name(&mut self, l: u32, r: u32) {
        self.item.name = Some(self.ident(l, r));
    }

    pub(crate) fn from(&mut self, l: u32, r: u32) {
        self.item.from = Some(self.ident(l, r));
    }

    pub(crate) fn version(&mut self, l: u32, r: u32) {
        self.item.version = Some(Span::new(l, r));
    }

    pub(crate) fn item_value(&mut self) {
        self.item.value = Some(self.last());
    }

    pub(crate) fn item_type(&mut self) {
        self.item.ty = Some(self.last());
    }

    pub(crate) fn operator_symbol(&mut self, l: u32, r: u32) {
        self.item.token = Some(OperatorToken::Symbol(Span::new(l, r)));
    }

    pub(crate) fn operator_number(&mut self) {
        self.item.token = Some(OperatorToken::Number(self.last()));
    }

    pub(crate) fn param(&mut self, l: u32, r: u32) {
        let name = self.ident(l, r);
        let ty = self.last();
        self.ast.params.push(Param { name, ty });
    }

    /// The list of parameters is complete.
    pub(crate) fn params(&mut self) {
        let len = self.ast.params.len() - self.mark.params;
        self.item.params = Some(List::new(self.mark.params, len));
    }

    pub(crate) fn attr(&mut self, l: u32, r: u32, has_value: bool) {
        let name = self.ident(l, r);
        let value = has_value.then(|| self.last());
        self.ast.attrs.push(Attr { name, value });
    }

    pub(crate) fn kind(&mut self, kind: ItemKind) {
        self.item.kind = kind;
    }

    /// Like [`Builder::kind`], and what was written is a list of parameters without parentheses.
    pub(crate) fn kind_params(&mut self, kind: ItemKind) {
        self.params();
        self.item.kind = kind;
    }

    /// The kind by the text of the directive.
    pub(crate) fn kind_of(&mut self, l: u32, r: u32) {
        if let Some(kind) = crate::lexer::item_kind(self.slice(l, r)) {
            self.item.kind = kind;
        }
    }

    pub(crate) fn item(&mut self, l: u32, r: u32) {
        self.item.attrs = List::new(self.mark.attrs, self.ast.attrs.len() - self.mark.attrs);
        let at = self.ast.items.len() as u32;
        self.ast.items.push(self.item);
        self.item = Item::new(ItemKind::Module);
        self.stmt(StmtKind::Item(at), l, r);
    }

    /// Whether the declaration at hand has a name.
    pub(crate) fn is_named(&self) -> bool {
        self.item.name.is_some()
    }

    /// The label before a fault, if it was not taken yet.
    pub(crate) fn lost_label(&mut self, span: Span) {
        if self.ast.stmts.last().is_none_or(|last| last.span != span) {
            match self.slice(span.lo, span.hi).starts_with(|c: char| c.is_ascii_digit()) {
                true => self.number_label(span.lo, span.hi),
                false => self.label(span.lo, span.hi),
            }
        }
    }

    /// A declaration whose line has a fault, so that the block it opens is open: with what is known.
    pub(crate) fn broken_item(&mut self, kind: ItemKind, l: u32, r: u32) {
        self.pending.clear();
        self.item.kind = kind;
        self.item(l, r);
    }

    /// A directive whose line has a fault, likewise.
    pub(crate) fn broken_plain(&mut self, directive: Directive, l: u32, r: u32) {
        self.roll_back();
        self.stmt(StmtKind::Plain(directive, List::default()), l, r);
    }
}

/// Remembers the numbers of short names: most names of a program are registers and mnemonics.
pub(crate) struct Cache {
    slots: Vec<(u64, Sym)>,
}

const CACHE_BITS: u32 = 10;

impl Cache {
    pub(crate) fn new() -> Self {
        Self { slots: vec![(0, Sym(0)); 1 << CACHE_BITS] }
    }

    /// The bytes of a name as a number, 0 if there are more than eight (or if it stands at the text's very end).
    /// Names hold no NUL, so the number is the name.
    #[inline]
    fn key(text: &str, at: usize, len: usize) -> u64 {
        let bytes = text.as_bytes().get(at..).and_then(|rest| rest.first_chunk::<8>());
        match bytes {
            Some(bytes) if (1..=8).contains(&len) => {
                u64::from_le_bytes(*bytes) & (u64::MAX >> (64 - 8 * len))
            }
            _ => 0,
        }
    }

    #[inline]
    fn slot(key: u64) -> usize {
        (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - CACHE_BITS)) as usize
    }

    #[inline]
    fn find(&self, key: u64) -> Option<Sym> {
        let (stored, sym) = self.slots[Self::slot(key)];
        (stored == key && key != 0).then_some(sym)
    }

    fn put(&mut self, key: u64, sym: Sym) {
        if key != 0 {
            self.slots[Self::slot(key)] = (key, sym);
        }
    }
}
